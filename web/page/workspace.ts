// The network that is open: its document, where it is kept, other tabs, and the core that holds it. Everything that the core applies is
// written to the document; everything that others write is applied by the core.
import * as Y from 'yjs';
import { arrangeForHand } from './arranging.ts';
import type { Issue, NetworkJson, ProgramEvent } from './bridge.ts';
import { type Catalogue, keepView, keptView } from './document/catalogue.ts';
import { decodeStored, Persistence, type SaveState, type Unreadable } from './document/persistence.ts';
import { fillDocument, localOrigin, Replica, titleOf } from './document/replica.ts';
import { databaseName, readStored, storageWorks, writeStored } from './document/storage.ts';
import { joinTabs, tellTabs } from './document/tabs.ts';
import type { Program } from './program.ts';

/** Wait this long after a change before it is noted in the list of networks, or a view is kept. */
const noteAfter = 300;
/** A network comes without the view that was kept when that takes longer than this, in milliseconds. */
const longestWaitForView = 8000;

export interface OpenNetwork {
  id: string;
  /** Nobody may change it here, and it is not kept. */
  viewOnly: boolean;
  replica: Replica;
  persistence: Persistence;
}

/** What came of opening a network of the list. */
export type OpenOutcome = { opened: true; warnings: Issue[] } | { unknown: true } | { unreadable: Unreadable };

/** A document that is stored here cannot be read; it has been left as it is. */
export class UnreadableDocument extends Error {
  readonly unreadable: Unreadable;

  constructor(unreadable: Unreadable) {
    super(unreadable.reason);
    this.unreadable = unreadable;
  }
}

interface Current extends OpenNetwork {
  leaveTabs: () => void;
}

type Listener = (network: OpenNetwork | null) => void;

export class Workspace {
  readonly #program: Program;
  readonly #catalogue: Catalogue;
  readonly #empty: NetworkJson;
  #current: Current | null = null;
  /** False while a network is put into the core, which is not an edit. */
  #following = false;
  #busy: Promise<unknown> = Promise.resolve();
  #noteTimer: ReturnType<typeof setTimeout> | undefined;
  #viewTimer: ReturnType<typeof setTimeout> | undefined;
  #edited = false;
  #asked = false;
  #lost = false;
  readonly #openListeners = new Set<Listener>();
  readonly #saveListeners = new Set<(state: SaveState) => void>();
  readonly #titleListeners = new Set<(title: string) => void>();
  /** Documents of this visit that the browser does not let us keep. */
  readonly #unkept = new Map<string, Y.Doc>();

  constructor(program: Program, catalogue: Catalogue) {
    this.#program = program;
    this.#catalogue = catalogue;
    this.#empty = program.bridge.call('snapshot', {}).network as NetworkJson;
    program.bridge.onEvent((event) => this.#hear(event));
    window.addEventListener('pagehide', () => this.#flush());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'hidden') return;
      this.#flush();
      this.#current?.persistence.tidy();
    });
  }

  get current(): OpenNetwork | null {
    return this.#current;
  }

  /** Called after a network is on the table, and with null when there is none any more. */
  onOpen(listener: Listener): void {
    this.#openListeners.add(listener);
  }

  onSaveState(listener: (state: SaveState) => void): void {
    this.#saveListeners.add(listener);
  }

  onTitle(listener: (title: string) => void): void {
    this.#titleListeners.add(listener);
  }

  /** Opens a network of the list. What was open stays on the table unless it succeeds. */
  open(id: string): Promise<OpenOutcome> {
    return this.#inTurn(async () => {
      if (this.#current?.id === id) return { opened: true, warnings: [] };
      if (!(await this.#catalogue.find(id))) return { unknown: true };
      const unkept = this.#unkept.get(id);
      let persistence: Persistence;
      const doc = unkept ?? new Y.Doc();
      if (unkept) {
        persistence = Persistence.denied(doc);
      } else {
        const opened = await Persistence.open(id, doc);
        if (!('persistence' in opened)) return opened;
        persistence = opened.persistence;
      }
      if (keptView(id)) await this.#wholeProgram();
      await this.#close();
      return { opened: true, warnings: this.#take(id, doc, persistence) };
    });
  }

  /** A new network on the table: empty, or with what is in `network`. Gives its id. */
  create(network: NetworkJson | null): Promise<string> {
    return this.#inTurn(async () => {
      await this.#close();
      const { id } = this.#program.bridge.call('makeId', {});
      const doc = await this.#documentOf(network ?? this.#empty);
      const works = await storageWorks();
      if (!works) this.#unkept.set(id, doc);
      await this.#list({ id, doc });
      this.#take(id, doc, works ? Persistence.create(id, doc) : Persistence.denied(doc));
      return id;
    });
  }

  /** A network on the table to look at: it is neither kept nor in the list. */
  view(network: NetworkJson): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close();
      const doc = await this.#documentOf(network);
      this.#take('', doc, Persistence.none(doc), true);
    });
  }

  /** A document of what is in `network`, everything in its place. */
  async #documentOf(network: NetworkJson): Promise<Y.Doc> {
    const { bridge } = this.#program;
    bridge.call('load', { network });
    if (bridge.call('placeNewNodes', {}).arrange) await arrangeForHand(this.#program, {});
    const doc = new Y.Doc();
    fillDocument(doc, bridge.call('snapshot', {}).network as NetworkJson);
    return doc;
  }

  /** Takes the network off the table. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#close());
  }

  /** Gives a network of the list another name, open or not. */
  async rename(id: string, title: string): Promise<void> {
    if (this.#current?.id === id) {
      this.#program.bridge.call('apply', { operations: [{ op: 'setNetwork', field: 'title', value: title }] });
      return;
    }
    const doc = await this.#read(id);
    const before = Y.encodeStateVector(doc);
    doc.transact(() => doc.getMap('meta').set('title', title), localOrigin);
    const update = Y.encodeStateAsUpdate(doc, before);
    if (!this.#unkept.has(id)) await writeStored(databaseName(id), update);
    tellTabs(id, update);
    await this.#catalogue.change(id, { title, changed: Date.now() });
  }

  /** A copy of a network of the list under another name. Gives its id. */
  async duplicate(id: string, title: string): Promise<string> {
    const entry = await this.#catalogue.find(id);
    if (!entry) throw new Error(`There is no network ${id}`);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(await this.#read(id)));
    copy.getMap('meta').set('title', title);
    const { id: copyId } = this.#program.bridge.call('makeId', {});
    if (this.#unkept.has(id)) this.#unkept.set(copyId, copy);
    else await writeStored(databaseName(copyId), Y.encodeStateAsUpdate(copy));
    const now = Date.now();
    await this.#catalogue.add({ ...entry, id: copyId, title, created: now, changed: now });
    return copyId;
  }

  /** A network of the list as the own file, while none is on the table. Throws UnreadableDocument. */
  fileOf(id: string): Promise<string> {
    return this.#inTurn(async () => {
      if (this.#current) throw new Error('A network is on the table');
      const { bridge } = this.#program;
      const doc = await this.#read(id);
      bridge.call('load', new Replica(doc, bridge).read());
      const { text } = bridge.call('ownFile', {});
      bridge.call('load', { network: this.#empty });
      return text;
    });
  }

  /** Lets go of the network on the table without keeping anything more of it. */
  abandon(): Promise<void> {
    this.#edited = false;
    clearTimeout(this.#viewTimer);
    this.#viewTimer = undefined;
    this.#current?.persistence.abandon();
    return this.close();
  }

  /** The document of a network of the list, to look at. Throws UnreadableDocument. */
  async #read(id: string): Promise<Y.Doc> {
    if (this.#current?.id === id) return this.#current.replica.doc;
    const unkept = this.#unkept.get(id);
    if (unkept) return unkept;
    const doc = new Y.Doc();
    const updates = (await readStored(databaseName(id))) ?? [];
    const unreadable = decodeStored(updates, doc);
    if (unreadable) throw new UnreadableDocument(unreadable);
    return doc;
  }

  /** Puts a network that is in the core into the list. */
  async #list({ id, doc }: { id: string; doc: Y.Doc }): Promise<void> {
    const { nodes, edges } = this.#program.bridge.call('counts', {});
    const now = Date.now();
    await this.#catalogue.add({ id, title: titleOf(doc), created: now, changed: now, nodes, edges });
  }

  /** The document goes into the core and onto the stage. */
  #take(id: string, doc: Y.Doc, persistence: Persistence, viewOnly = false): Issue[] {
    const { bridge, stage } = this.#program;
    const replica = new Replica(doc, bridge);
    const { warnings } = replica.start();
    this.#current = { id, viewOnly, replica, persistence, leaveTabs: viewOnly ? () => {} : joinTabs(id, doc) };
    persistence.onState.add((state) => this.#tellSaved(id, state));
    let arrangeLater = false;
    if (hasUnplacedNodes(doc)) {
      arrangeLater = bridge.call('placeNewNodes', {}).arrange;
      // Finding places is not a step that anyone wants to undo.
      bridge.call('load', replica.read());
    }
    bridge.call('setOpen', { open: true, viewOnly });
    bridge.call('setViewState', { view: bridge.whole ? keptView(id) : null });
    if (arrangeLater) void arrangeForHand(this.#program, {});
    stage.requestFrame();
    this.#edited = false;
    this.#following = true;
    for (const listener of this.#openListeners) listener(this.#current);
    this.#tellTitle();
    this.#tellSaved(id, persistence.state);
    return warnings;
  }

  /** A view that was kept may have panels open, which the first part of the program does not have. Not waited for without end. */
  async #wholeProgram(): Promise<void> {
    await Promise.race([
      this.#program.bridge.fetchRest(),
      new Promise((resolve) => setTimeout(resolve, longestWaitForView)),
    ]);
  }

  async #close(): Promise<void> {
    const current = this.#current;
    if (!current) return;
    this.#flush();
    this.#current = null;
    this.#following = false;
    const { bridge, stage } = this.#program;
    bridge.call('setOpen', { open: false });
    stage.requestFrame();
    current.replica.stop();
    current.leaveTabs();
    for (const listener of this.#openListeners) listener(null);
    await current.persistence.settled();
    await current.persistence.close();
    if (!this.#unkept.has(current.id)) current.replica.doc.destroy();
  }

  #hear(event: ProgramEvent): void {
    if (!this.#current || !this.#following) return;
    if (event.type === 'change') {
      if (event.change.origin === 'local') this.#askToPersist();
      this.#edited = true;
      this.#noteTimer ??= setTimeout(() => this.#note(), noteAfter);
      // The replica hears of it after us.
      if (event.change.operations.some(({ op }) => op === 'setNetwork')) queueMicrotask(() => this.#tellTitle());
    } else if (event.type === 'view' || event.type === 'selection') {
      this.#viewTimer ??= setTimeout(() => this.#keepView(), noteAfter);
    }
  }

  #note(): void {
    clearTimeout(this.#noteTimer);
    this.#noteTimer = undefined;
    if (!this.#current || !this.#edited || this.#current.viewOnly) return;
    this.#edited = false;
    const { nodes, edges } = this.#program.bridge.call('counts', {});
    const { id, replica } = this.#current;
    void this.#catalogue.change(id, { title: replica.title, changed: Date.now(), nodes, edges });
  }

  #keepView(): void {
    clearTimeout(this.#viewTimer);
    this.#viewTimer = undefined;
    if (this.#current && !this.#current.viewOnly)
      keepView(this.#current.id, this.#program.bridge.call('viewState', {}));
  }

  /** The page may be gone in a moment. */
  #flush(): void {
    if (this.#viewTimer !== undefined) this.#keepView();
    this.#note();
  }

  #tellSaved(id: string, state: SaveState): void {
    // When the browser's storage was cleared, the list was cleared with it.
    const cleared = this.#lost && state.status === 'saved';
    this.#lost = !cleared && (this.#lost || state.reason === 'lost');
    if (cleared && this.#current?.id === id) void this.#list({ id, doc: this.#current.replica.doc });
    if (this.#current?.id === id) for (const listener of this.#saveListeners) listener(state);
  }

  #tellTitle(): void {
    for (const listener of this.#titleListeners) listener(this.#current?.replica.title ?? '');
  }

  /** Asks the browser, once there is something to lose, not to throw our storage away when it needs room. */
  #askToPersist(): void {
    if (this.#asked) return;
    this.#asked = true;
    void navigator.storage?.persist?.().catch(() => false);
  }

  /** Opening and closing wait for each other. */
  #inTurn<T>(what: () => Promise<T>): Promise<T> {
    const result = this.#busy.then(what);
    this.#busy = result.catch(() => {});
    return result;
  }
}

function hasUnplacedNodes(doc: Y.Doc): boolean {
  const positions = doc.getMap('positions');
  for (const id of doc.getMap('nodes').keys()) if (!positions.has(id)) return true;
  return false;
}
