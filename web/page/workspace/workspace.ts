// The network that is open: its document, where it is kept, other tabs, and the core that holds it. Everything that the core applies is
// written to the document; everything that others write is applied by the core.
import * as Y from 'yjs';
import type { ProgramEvent } from '../bridge/events.ts';
import type { Issue, NetworkJson } from '../bridge/model.ts';
import { type Catalogue, type Entry, keepView, keptView } from '../document/catalogue.ts';
import { Persistence, type SaveState } from '../document/persistence.ts';
import { readRecords, type Stored, type Unreadable } from '../document/records.ts';
import { fillDocument, localOrigin, Replica, titleOf } from '../document/replica.ts';
import { copyStored, databaseName, readStored, writeStored } from '../document/storage.ts';
import { joinTabs, noTabs, type Tabs, tellTabs } from '../document/tabs.ts';
import { arrangeForHand, placeForHand } from '../program/arranging.ts';
import type { Program } from '../program/program.ts';
import { reportUncaught, Signal } from '../support/signal.ts';

/** Wait this long after a change before it is noted in the list of networks, or a view is kept. */
const noteAfter = 300;
/** A network comes without the view that was kept when that takes longer than this, in milliseconds. */
const longestWaitForView = 8000;
/** How long until a document that could not be written is written anew from what the core has, in milliseconds. */
const writeAllAgainAfter = 5000;

export interface OpenNetwork {
  id: string;
  /** Nobody may change it here, unless by what `replica.instead` takes, and it is not kept. */
  viewOnly: boolean;
  replica: Replica;
  persistence: Persistence;
}

/** What became of a network that was damaged: what could be read is open, and what was found is in the list beside it, if there was room. */
export interface Damaged {
  copied: boolean;
  /** As it was found. */
  records: Uint8Array[];
}

/** What came of opening a network of the list. */
export type OpenOutcome =
  | { opened: true; warnings: Issue[]; damaged?: Damaged }
  | { unknown: true }
  | { unreadable: Unreadable };

/** A document that is stored here cannot be read; it has been left as it is. */
export class UnreadableDocument extends Error {
  readonly unreadable: Unreadable;

  constructor(unreadable: Unreadable) {
    super(unreadable.reason);
    this.unreadable = unreadable;
  }
}

interface Current extends OpenNetwork {
  tabs: Tabs;
}

/** A document that is in the memory of this page alone. */
interface Unkept {
  doc: Y.Doc;
  /** Goes on trying to keep it, also when the network is not on the table. */
  persistence: Persistence;
  /** It was saved as a file as it is. */
  filed: boolean;
}

export class Workspace {
  readonly #program: Program;
  readonly #catalogue: Catalogue;
  readonly #empty: NetworkJson;
  #current: Current | null = null;
  /** What follows the core: the network on the table, or the one that is about to come onto it. */
  #inCore: Replica | null = null;
  /** Its document has missed something. */
  #unwritten: Replica | null = null;
  /** False while a network is put into the core, which is not an edit. */
  #following = false;
  #busy: Promise<unknown> = Promise.resolve();
  #noteTimer: ReturnType<typeof setTimeout> | undefined;
  #viewTimer: ReturnType<typeof setTimeout> | undefined;
  #edited = false;
  #asked = false;
  /** Networks whose storage was cleared under the page. */
  readonly #cleared = new Set<string>();
  /** After a network is on the table, and with null when there is none any more. */
  readonly onOpen = new Signal<OpenNetwork | null>();
  readonly onSaveState = new Signal<SaveState>();
  readonly onTitle = new Signal<string>();
  /** The list no longer knows what is open: it was removed while this page was put aside. */
  readonly onGone = new Signal<void>();
  /** Documents of this visit that the browser did not keep. */
  readonly #unkept = new Map<string, Unkept>();
  /** The one of them that is about to come onto the table. */
  #opening = '';
  /** The revision of the network on the table that was last saved as a file. */
  #filedRevision = -1;
  #writeAllTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(program: Program, catalogue: Catalogue) {
    this.#program = program;
    this.#catalogue = catalogue;
    this.#empty = program.bridge.call('snapshot', {}).network;
    program.bridge.onEvent((event) => this.#hear(event));
    window.addEventListener('pagehide', () => {
      this.#flush(true);
      this.#current?.persistence.leave();
    });
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) void this.#catchUp().catch(reportUncaught);
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'hidden') return;
      this.#flush();
      this.#current?.persistence.leave();
      this.#current?.persistence.tidy();
    });
  }

  get current(): OpenNetwork | null {
    return this.#current;
  }

  /** Opens a network of the list. What was open stays on the table unless it succeeds. */
  open(id: string): Promise<OpenOutcome> {
    return this.#inTurn(async () => {
      if (this.#current?.id === id) return { opened: true, warnings: [] };
      const entry = await this.#catalogue.find(id);
      if (!entry) return { unknown: true };
      const unkept = this.#unkept.get(id);
      const doc = unkept?.doc ?? new Y.Doc();
      let persistence: Persistence;
      let damaged: Damaged | undefined;
      if (unkept) {
        // It may be saved, and closed for being on no table, while this goes on.
        this.#opening = id;
        persistence = unkept.persistence;
      } else {
        if (entry.damaged) return { unreadable: { reason: 'damaged', updates: (await this.#found(id)).records } };
        const opened = await Persistence.open(id, doc);
        if (!('persistence' in opened)) return opened;
        if (opened.persistence) {
          persistence = opened.persistence;
        } else {
          damaged = { copied: await this.#keepFound(entry, opened.found), records: opened.found.records };
          persistence = damaged.copied ? Persistence.create(id, doc) : Persistence.unkept(doc, 'full');
        }
        this.#watch(id, doc, persistence);
      }
      if (keptView(id)) await this.#wholeProgram();
      await this.#close();
      const { replica, warnings } = this.#load(doc);
      const arranged = !hasUnplacedNodes(doc) || !this.#place();
      this.#show({ id, viewOnly: false, replica, persistence });
      if (!arranged) void arrangeForHand(this.#program, {});
      this.#opening = '';
      await this.#correct(entry);
      return { opened: true, warnings, ...(damaged && { damaged }) };
    });
  }

  /**
   * A new network on the table: empty, or with what is in `network`. Gives its id. `own`: there is work of people in it, which would be a
   * loss; a sample can be had again.
   */
  create(network: NetworkJson | null, own = network !== null): Promise<string> {
    return this.#inTurn(async () => {
      await this.#close();
      const { id } = this.#program.bridge.call('makeId', {});
      await this.#put(await this.#replicaOf(network ?? this.#empty), id);
      if (!own) this.noteFiled();
      return id;
    });
  }

  /** A network on the table to look at: it is neither kept nor in the list. */
  view(network: NetworkJson): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close();
      await this.#put(await this.#replicaOf(network), null);
    });
  }

  /** A document that others have too on the table, kept under `id`; null: it is only looked at. `instead`: takes what is done here all the same. */
  openDocument(doc: Y.Doc, id: string | null, instead?: Replica['instead']): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close();
      const { replica } = this.#load(doc);
      replica.instead = instead;
      await this.#put(replica, id);
    });
  }

  /** Nothing takes what is done in this network any more. */
  onlyLook(replica: Replica): void {
    if (this.#current?.replica !== replica) return;
    replica.instead = undefined;
    this.#program.bridge.call('setOpen', { open: true, viewOnly: true });
    this.#program.stage.requestFrame();
  }

  /** What is in the core comes onto the table, and into the list unless it is only looked at. */
  async #put(replica: Replica, id: string | null): Promise<void> {
    const { doc } = replica;
    if (id === null) return this.#show({ id: '', viewOnly: true, replica, persistence: Persistence.none(doc) });
    const persistence = Persistence.create(id, doc);
    this.#watch(id, doc, persistence);
    await this.#list(id, doc);
    this.#show({ id, viewOnly: false, replica, persistence });
  }

  /** Puts what was found of a damaged network into the list, beside what could be read. False when there is no room for it. */
  async #keepFound(entry: Entry, found: Stored): Promise<boolean> {
    const { id } = this.#program.bridge.call('makeId', {});
    try {
      await copyStored(databaseName(id), found);
    } catch {
      return false;
    }
    await this.#catalogue.add({ ...entry, id, damaged: true });
    return true;
  }

  async #found(id: string): Promise<Stored> {
    return (await readStored(databaseName(id))) ?? { records: [], last: new Map(), absorbed: new Map(), savedAt: null };
  }

  /** The page may have gone before the list heard of the last edits. */
  async #correct({ id, title, nodes, edges }: Entry): Promise<void> {
    if (this.#current?.id !== id) return;
    const now = this.#program.bridge.call('counts', {});
    const titleNow = this.#current.replica.title;
    if (title !== titleNow || nodes !== now.nodes || edges !== now.edges)
      await this.#catalogue.change(id, { title: titleNow, nodes: now.nodes, edges: now.edges });
  }

  /** True when something that people made is in the memory of this page alone, and in no file. */
  get atRisk(): boolean {
    for (const [id, { filed }] of this.#unkept)
      if (!filed && id !== this.#current?.id && !this.#catalogue.isDeleted(id)) return true;
    return this.#currentAtRisk;
  }

  get #currentAtRisk(): boolean {
    const { current } = this;
    return current !== null && !current.persistence.handedOver && !this.#isFiled();
  }

  #isFiled(): boolean {
    return this.#filedRevision === this.#program.bridge.call('counts', {}).revision;
  }

  /** Nothing of the network on the table is in this page alone: it has just been saved as a file. */
  noteFiled(): void {
    this.#filedRevision = this.#program.bridge.call('counts', {}).revision;
  }

  /** Resolves when everything on the table is on disk (true) or will not be (false). */
  settled(): Promise<boolean> {
    return this.#current?.persistence.settled() ?? Promise.resolve(true);
  }

  /** Tries once more to keep what is on the table. */
  async retry(): Promise<boolean> {
    const current = this.#current;
    if (!current) return true;
    return current.persistence.state.reason === 'unwritten' ? this.#writeAll(current) : current.persistence.retry();
  }

  /** The document has missed something: it is written anew from what the core has. */
  async #writeAll(current: Current): Promise<boolean> {
    clearTimeout(this.#writeAllTimer);
    if (this.#current !== current) return false;
    try {
      current.replica.writeAll();
    } catch (error) {
      reportUncaught(error);
      this.#writeAllTimer = setTimeout(() => void this.#writeAll(current), writeAllAgainAfter);
      return false;
    }
    return current.persistence.completeDocument();
  }

  /** Back from where the browser had put this page aside: others may have gone on. */
  async #catchUp(): Promise<void> {
    const { current } = this;
    if (current && !current.viewOnly && !this.#unkept.has(current.id)) {
      if (await this.#catalogue.lacks(current.id)) return this.onGone.emit();
      // Where the browser has closed the database meanwhile, it is opened again by itself.
      await this.#current?.persistence.catchUp().catch(reportUncaught);
    }
    this.#current?.tabs.requestMissing();
    this.#catalogue.refresh();
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
    const unkept = this.#unkept.get(id);
    if (unkept) unkept.filed = false;
    else await writeStored(databaseName(id), update);
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
    if (this.#unkept.has(id)) this.#watch(copyId, copy, Persistence.create(copyId, copy));
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
    // Nothing of what is gone may come back through the memory of this page.
    for (const { persistence } of this.#unkept.values()) persistence.abandon();
    this.#unkept.clear();
    return this.close().then(() => this.#unkept.clear());
  }

  /** The document of a network of the list, to look at. Throws UnreadableDocument. */
  async #read(id: string): Promise<Y.Doc> {
    if (this.#current?.id === id) return this.#current.replica.doc;
    const unkept = this.#unkept.get(id);
    if (unkept) return unkept.doc;
    const doc = new Y.Doc();
    const found = await this.#found(id);
    const reading = readRecords(found, doc);
    if ('unreadable' in reading) throw new UnreadableDocument(reading.unreadable);
    // Only opening it says what could be read and keeps what was found.
    if (!('whole' in reading)) throw new UnreadableDocument({ reason: 'damaged', updates: found.records });
    return doc;
  }

  /** Puts a network into the list, or back into one that has lost it. */
  async #list(id: string, doc: Y.Doc): Promise<void> {
    const now = Date.now();
    const [nodes, edges] = [doc.getMap('nodes').size, doc.getMap('edges').size];
    await this.#catalogue.add({ id, title: titleOf(doc), created: now, changed: now, nodes, edges });
  }

  async #relist(id: string, doc: Y.Doc): Promise<void> {
    if (await this.#catalogue.lacks(id)) await this.#list(id, doc);
  }

  /** The document goes into the core. */
  #load(doc: Y.Doc): { replica: Replica; warnings: Issue[] } {
    this.#inCore?.stop();
    const replica: Replica = new Replica(doc, this.#program.bridge, () => {
      this.#unwritten = replica;
      this.#completeDocument();
    });
    this.#inCore = replica;
    return { replica, ...replica.start() };
  }

  /** The document that has missed something is completed once it is on the table. */
  #completeDocument(): void {
    const current = this.#current;
    if (!current || current.replica !== this.#unwritten) return;
    this.#unwritten = null;
    current.persistence.failDocument();
    void this.#writeAll(current);
  }

  /** Gives every node in the core a place, which is not a step that anyone wants to undo. True when it is yet to be arranged. */
  #place(): boolean {
    const { arrange } = this.#program.bridge.call('placeNewNodes', {});
    this.#program.bridge.call('forgetHistory', {});
    return arrange;
  }

  /** A document of what is in `network`, which goes into the core, everything in its place. */
  async #replicaOf(network: NetworkJson): Promise<Replica> {
    const doc = new Y.Doc();
    fillDocument(doc, network);
    const { replica } = this.#load(doc);
    if (hasUnplacedNodes(doc)) {
      await placeForHand(this.#program);
      this.#program.bridge.call('forgetHistory', {});
    }
    return replica;
  }

  /** What is in the core comes onto the stage. */
  #show(network: OpenNetwork): void {
    const { bridge, stage } = this.#program;
    const { id, viewOnly, replica, persistence } = network;
    const { doc } = replica;
    this.#current = { ...network, tabs: viewOnly ? noTabs : joinTabs(id, doc) };
    this.#completeDocument();
    this.#filedRevision = this.#unkept.get(id)?.filed ? bridge.call('counts', {}).revision : -1;
    // In the frame of another page it is a picture of that page.
    const framed = window.parent !== window;
    const looks = viewOnly && !replica.instead;
    document.documentElement.classList.toggle('bare', looks && framed);
    bridge.call('setOpen', { open: true, viewOnly: looks, framed });
    bridge.call('setViewState', { view: bridge.whole ? keptView(id) : null });
    stage.requestFrame();
    this.#edited = false;
    this.#following = true;
    this.onOpen.emit(this.#current);
    this.#tellTitle();
    this.#tellSaved(id, doc, persistence);
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
    clearTimeout(this.#writeAllTimer);
    this.#program.bridge.dropHeld();
    const filed = this.#isFiled();
    this.#current = null;
    this.#following = false;
    const { bridge, stage } = this.#program;
    bridge.call('setOpen', { open: false });
    stage.requestFrame();
    current.replica.stop();
    current.tabs.leave();
    this.onOpen.emit(null);
    await current.persistence.settled();
    const unkept = this.#unkept.get(current.id);
    if (unkept) {
      unkept.filed = filed;
      return;
    }
    await current.persistence.close();
    current.replica.doc.destroy();
  }

  #hear(event: ProgramEvent): void {
    if (!this.#current || !this.#following) return;
    if (event.type === 'change') {
      if (event.change.origin === 'local') {
        this.#askToPersist();
        const { persistence } = this.#current;
        this.#program.stage.writeFirst(() => persistence.state.status === 'saving');
      }
      this.#edited = true;
      this.#noteTimer ??= setTimeout(() => this.#note(), noteAfter);
      // The replica hears of it after us.
      if (event.change.operations.some(({ op }) => op === 'setNetwork')) queueMicrotask(() => this.#tellTitle());
    } else if (event.type === 'view' || event.type === 'selection') {
      this.#viewTimer ??= setTimeout(() => this.#keepView(), noteAfter);
    }
  }

  #note(leaving = false): void {
    clearTimeout(this.#noteTimer);
    this.#noteTimer = undefined;
    if (!this.#current || !this.#edited || this.#current.viewOnly) return;
    this.#edited = false;
    const { nodes, edges } = this.#program.bridge.call('counts', {});
    const { id, replica } = this.#current;
    const changes = { title: replica.title, changed: Date.now(), nodes, edges };
    if (leaving) this.#catalogue.changeAtOnce(id, changes);
    else void this.#catalogue.change(id, changes);
  }

  #keepView(): void {
    clearTimeout(this.#viewTimer);
    this.#viewTimer = undefined;
    if (this.#current && !this.#current.viewOnly)
      keepView(this.#current.id, this.#program.bridge.call('viewState', {}));
  }

  /** Writes down what waits for a quieter moment. `leaving`: the page may be gone in a moment. */
  #flush(leaving = false): void {
    if (this.#viewTimer !== undefined) this.#keepView();
    this.#note(leaving);
  }

  #watch(id: string, doc: Y.Doc, persistence: Persistence): void {
    persistence.onState.add(() => this.#tellSaved(id, doc, persistence));
    if (persistence.state.status === 'failed') this.#unkept.set(id, { doc, persistence, filed: false });
  }

  #tellSaved(id: string, doc: Y.Doc, persistence: Persistence): void {
    const { state } = persistence;
    if (state.status === 'failed' && !this.#unkept.has(id)) this.#unkept.set(id, { doc, persistence, filed: false });
    else if (state.status === 'saved' && this.#unkept.delete(id)) {
      if (this.#current?.id !== id && this.#opening !== id) void persistence.close();
    }

    if (state.reason === 'lost') this.#cleared.add(id);
    // When the browser's storage was cleared, the list was cleared with it.
    else if (state.status === 'saved' && this.#cleared.delete(id)) void this.#relist(id, doc);
    if (this.#current?.id === id) this.onSaveState.emit(state);
  }

  #tellTitle(): void {
    this.onTitle.emit(this.#current?.replica.title ?? '');
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
