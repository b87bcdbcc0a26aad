// Pictures and reports: what is on the screen is what is in the file, whichever file it is, and a report can be read by everybody.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { judge } from './access.mjs';
import { standsStill } from './stillness.mjs';

/** In the page: the pixels of a picture. SVG goes through the browser's own reader of images. */
const helpers = `(() => {
  window.pixelsOf = async (blob) => {
    const image = new Image();
    image.src = URL.createObjectURL(blob);
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d');
    // WebKit draws an image whose typeface has not been read yet without it.
    for (let again = 0; again < 3; again += 1) {
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0);
      await new Promise((done) => setTimeout(done, 150));
    }
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
  // How much of two pictures differs clearly, of what is drawn in either; the second one moved to the right.
  window.differing = (one, other, moved = 0) => {
    if (one.width !== other.width || one.height !== other.height) return 'other sizes';
    let drawn = 0, differ = 0;
    for (let y = 0; y < one.height; y += 1)
      for (let x = moved; x < one.width; x += 1) {
        const a = (y * one.width + x) * 4, b = a - moved * 4;
        const far = (data, at) => Math.abs(data[at] - one.data[0]) + Math.abs(data[at + 1] - one.data[1]) + Math.abs(data[at + 2] - one.data[2]);
        if (far(one.data, a) < 60 && far(other.data, b) < 60) continue;
        drawn += 1;
        let most = 0;
        for (let part = 0; part < 3; part += 1) most = Math.max(most, Math.abs(one.data[a + part] - other.data[b + part]));
        if (most > 90) differ += 1;
      }
    return differ / drawn;
  };
  window.made = [];
  const keep = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.made.push(blob); return keep.call(URL, blob); };
  const click = HTMLAnchorElement.prototype.click;
  window.saved = [];
  HTMLAnchorElement.prototype.click = function () {
    if (this.download) window.saved.push({ name: this.download, blob: window.made.at(-1) });
    else click.call(this);
  };
  window.inBase64 = async (blob) => {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  return true;
})()`;

/** Everything that is drawn in a way of its own. */
const everything = `impactweb.apply([
  ...['disc', 'group'].map((id, at) => ({ op: 'addNode', node: { id, label: id, form: at ? 'group' : 'organisation', sector: 'government', position: [at * 160, 0], pinned: true,
    needs: [{ text: 'a' }, { text: 'b' }], offers: [{ text: 'c' }, { text: 'd' }, { text: 'e' }] } })),
  { op: 'addNode', node: { id: 'person', label: 'Iemand Anders', form: 'person', sector: 'nature', position: [320, 0] } },
  ...['dream', 'pilot', 'scaled'].map((stage, at) => ({ op: 'addNode', node: { id: stage, label: stage, kind: 'initiative', stage, position: [at * 160, 170] } })),
  { op: 'addNode', node: { id: 'challenge', label: '<b>é & "x"</b>', kind: 'challenge', sector: 'media', position: [0, 340] } },
  { op: 'addNode', node: { id: 'vision', label: 'vision', kind: 'vision', sector: 'finance', position: [160, 340] } },
  ...['business', 'knowledge', 'civilSociety', 'socialEnterprise'].map((sector, at) => ({ op: 'addNode', node: { id: sector, label: sector, sector, position: [480, at * 120] } })),
  ...[['disc', 'group', 'funds', 'active'], ['disc', 'group', 'founded', 'active'], ['disc', 'group', 'worksWith', 'potential'], ['person', 'pilot', 'worksWith', 'exploring'],
    ['dream', 'challenge', 'contributesTo', 'dormant'], ['person', 'person', 'worksWith', 'active'], ['vision', 'scaled', 'supports', 'active']]
    .map(([from, to, kind, status], at) => ({ op: 'addEdge', edge: { id: 't' + at, from, to, kind, status, strength: 1 + (at % 5), direction: at === 6 ? 'mutual' : 'directed' } })),
]).rejected`;

const blob = (format, options = '{}') => `impactweb.export('${format}', ${options})`;

async function textOfPdf(browser, expression) {
  const bytes = Buffer.from(await browser.evaluate(`${expression}.then(inBase64)`), 'base64');
  return execFileSync('pdftotext', ['-', '-'], { input: bytes, encoding: 'utf8' });
}

/** What is in a Word file, as its parts say it. Fails when a part is no XML, or leads to one that is not there. */
const wordReader = `
import io, json, posixpath, sys, zipfile
import xml.etree.ElementTree as tree
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
file = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
names = file.namelist()
parts = {name: tree.fromstring(file.read(name)) for name in names if name.endswith(('.xml', '.rels'))}
for name, part in parts.items():
    if name.endswith('.rels'):
        for each in part:
            folder = posixpath.dirname(posixpath.dirname(name))
            target = posixpath.normpath(posixpath.join(folder, each.get('Target').lstrip('/')))
            assert each.get('TargetMode') == 'External' or target in names, target
kinds = {each.get('PartName') or '.' + each.get('Extension') for each in parts['[Content_Types].xml']}
for name in names:
    assert name == '[Content_Types].xml' or name.endswith('/') or '/' + name in kinds or '.' + name.rsplit('.', 1)[1] in kinds, name
body = parts['word/document.xml'].find(W + 'body')
text = lambda each: ''.join(t.text or '' for t in each.iter(W + 't'))
style = lambda p: next((s.get(W + 'val') for s in p.iter(W + 'pStyle')), '')
styles = {s.get(W + 'styleId'): s for s in parts['word/styles.xml'].iter(W + 'style')}
rows = [[[text(c) for c in r.findall(W + 'tc')] for r in t.findall(W + 'tr')] for t in body.findall(W + 'tbl')]
print(json.dumps({
    'paragraphs': [[style(p), text(p)] for p in body.findall(W + 'p')],
    'unknown': sorted({style(p) for p in body.iter(W + 'p')} - set(styles) - {''}),
    'outline': {key: [o.get(W + 'val') for o in styles[key].iter(W + 'outlineLvl')] for key in ['Heading1', 'Heading2', 'Heading3']},
    'languages': [each.get(W + 'val') for each in parts['word/styles.xml'].iter(W + 'lang')],
    'headed': [bool(list(t.find(W + 'tr').iter(W + 'tblHeader'))) for t in body.findall(W + 'tbl')],
    'tables': rows,
    'uneven': [at for at, t in enumerate(body.findall(W + 'tbl')) if {len(r) for r in rows[at]} != {len(t.find(W + 'tblGrid'))}],
    'pictures': [each.get('descr') for each in body.iter() if each.tag.endswith('}docPr')],
    'sheets': [[int(size.get(W + side)) for side in 'wh'] for size in body.iter(W + 'pgSz')],
    'media': [file.read(name)[:4].hex() for name in names if name.startswith('word/media/')],
}))
`;

function readWord(bytes) {
  return JSON.parse(execFileSync('python3', ['-c', wordReader], { input: bytes, encoding: 'utf8' }));
}

async function beginWithEverything({ open, until }, hash = '#new') {
  const browser = await open(hash);
  await browser.evaluate(helpers);
  const rejected = await browser.evaluate(everything);
  if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
  await until(browser, `impactweb.stats().nodes === 12`, 'all is there');
  return browser;
}

/** Serves `html` with rules that let it ask for nothing. */
async function serveAlone(html) {
  const server = createServer((request, response) => {
    if (request.url !== '/report') return response.writeHead(204).end();
    response.writeHead(200, {
      'Content-Type': 'text/html',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; font-src data:",
    });
    response.end(html);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** What stands in the text elements of an SVG. The page itself lets nothing be parsed. */
function textsOfSvg(svg) {
  const letters = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return [...svg.matchAll(/<text\b[^>]*>(.*?)<\/text>/gs)].map(([, inside]) =>
    inside.replace(/<[^>]*>/g, '').replace(/&(\w+);/g, (entity, name) => letters[name] ?? entity),
  );
}

export const journeys = [
  {
    name: 'pictures: SVG is what the screen draws, of the whole, the view and the selection, light and dark',
    differs: 'drawing',
    async walk(world) {
      const browser = await beginWithEverything(world);
      const { until } = world;
      for (const scheme of ['light', 'dark']) {
        await browser.evaluate(`localStorage.setItem('impactweb-theme', '${scheme}')`);
        await browser.reload();
        await until(browser, 'window.impactweb ? impactweb.ready.then(() => true) : false', 'the page in its colours');
        await browser.evaluate(helpers);
        for (const [of, select] of [
          ['all', false],
          ['view', true],
          ['selection', true],
        ]) {
          await browser.press('Escape');
          if (select) {
            await browser.evaluate(`document.querySelector('#mirror').focus()`);
            await browser.press('Control+a');
          }
          await until(browser, standsStill, 'the picture stands still');
          const differs = await browser.evaluate(
            `Promise.all([${blob('png', `{ of: '${of}', scale: 1 }`)}.then(pixelsOf), ${blob('svg', `{ of: '${of}' }`)}.then(pixelsOf)]).then(([a, b]) => [differing(a, b), differing(a, b, 5)])`,
          );
          const [share, moved] = differs;
          // Engines smooth letters in their own ways, WebKit most; a picture that is moved differs three times as much.
          if (!(share < 0.16)) throw new Error(`${scheme}, ${of}: ${share} of what is drawn differs`);
          if (!(moved > 0.3)) throw new Error(`a picture that is moved would not be noticed: ${moved}`);
        }
      }
      const svg = await browser.evaluate(
        `${blob('svg', `{ legend: true, title: true, date: 'today', source: 'us' }`)}.then((made) => made.text())`,
      );
      const texts = textsOfSvg(svg);
      for (const wanted of [
        '<b>é & "x"</b>',
        'disc',
        'IA',
        'today',
        'Source: us',
        'Need',
        'funds (1)',
        'Government (2)',
      ])
        if (!texts.includes(wanted)) throw new Error(`no text ${wanted} in ${JSON.stringify(texts)}`);
      const found = await textOfPdf(browser, blob('pdf', `{ legend: true, title: 'Our network' }`));
      for (const wanted of ['<b>é & "x"</b>', 'vision', 'Our network', 'Money is involved'])
        if (!found.includes(wanted)) throw new Error(`no ${wanted} in the PDF: ${found}`);
    },
  },
  {
    name: 'pictures: a person chooses what is on one, sees it, and gets the file; the choices are remembered',
    async walk(world) {
      const browser = await beginWithEverything(world);
      const { until } = world;
      await browser.evaluate(`document.querySelector('#mirror').focus()`);
      const choose = async () => {
        await browser.click('button', 'Save');
        await browser.click('menuitem', /^Picture/);
        await until(browser, `!!document.querySelector('dialog .picture-preview canvas')`, 'there is a small picture');
      };
      await choose();
      await judge(browser, 'the dialog of pictures');
      const selection = `document.querySelector('dialog input[value="selection"]')`;
      if (!(await browser.evaluate(`${selection}.disabled`)))
        throw new Error('nothing is selected, yet it can be chosen');
      await browser.click('button', 'Cancel');
      await browser.evaluate(`document.querySelector('#mirror').focus()`);
      await browser.press('Control+a');
      await until(browser, `/12/.test(document.querySelector('#mirror').textContent)`, 'all is selected');
      await choose();
      await browser.click('radio', 'SVG, for editing');
      await browser.click('radio', 'What is selected');
      await browser.evaluate(`document.querySelector('#picture-source').focus()`);
      await browser.insert('us');
      await browser.click('button', 'Save as file');
      await until(browser, `window.saved.length === 1`, 'the file is there');
      const name = await browser.evaluate('window.saved[0].name');
      if (!/\.svg$/.test(name)) throw new Error(`it is called ${name}`);
      const text = await browser.evaluate('window.saved[0].blob.text()');
      for (const wanted of ['Source: us', 'inkscape:label="Legend"', '>Iemand Anders<', 'id="ties"'])
        if (!text.includes(wanted)) throw new Error(`no ${wanted} in the file`);
      for (const [kind, ending, type] of [
        ['PNG, for screens', '.png', 'image/png'],
        ['PDF, for printing', '.pdf', 'application/pdf'],
      ]) {
        await choose();
        if (
          !(await browser.evaluate(`${selection}.checked && document.querySelector('#picture-source').value === 'us'`))
        )
          throw new Error('the choices of last time are forgotten');
        await browser.click('radio', kind);
        await browser.click('button', 'Save as file');
        const last = 'window.saved.at(-1)';
        await until(
          browser,
          `${last}.name.endsWith('${ending}') && ${last}.blob.type === '${type}' && ${last}.blob.size > 5000`,
          `a file ${ending}`,
        );
      }
    },
  },
  {
    name: 'pictures: a large network is drawn in slices, and can be stopped',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(`impactweb.apply([
        ...Array.from({ length: 3000 }, (_, at) => ({ op: 'addNode', node: { id: 'n' + at, label: 'Partij ' + at, position: [(at % 60) * 90, Math.floor(at / 60) * 90] } })),
        ...Array.from({ length: 6000 }, (_, at) => ({ op: 'addEdge', edge: { from: 'n' + (at % 3000), to: 'n' + ((at * 7 + 61) % 3000), kind: 'worksWith' } })),
      ]).applied`);
      await until(browser, `impactweb.stats().edges === 6000`, 'it is there');
      // A timer of the page's goes on meanwhile.
      const went = await browser.evaluate(
        `(async () => { let ticks = 0; const shares = []; const timer = setInterval(() => { ticks += 1; }, 1);
          const made = await impactweb.export('svg', { onProgress: (share) => shares.push(share) }); clearInterval(timer);
          return { ticks, size: made.size, shares: shares.length, rising: shares.every((share, at) => at === 0 || share >= shares[at - 1]) && shares.every((share) => share <= 1) }; })()`,
      );
      if (!(went.ticks > 3 && went.shares > 3 && went.rising && went.size > 1_000_000))
        throw new Error(`not in slices: ${JSON.stringify(went)}`);
      const stopped = await browser.evaluate(
        `(() => { const stop = new AbortController(); return impactweb.export('svg', { signal: stop.signal, onProgress: () => stop.abort() }).then(() => 'made', (error) => error.name); })()`,
      );
      if (stopped !== 'AbortError') throw new Error(`it was not stopped: ${stopped}`);
      const refused = await browser.evaluate(`impactweb.export('png', { scale: 9 }).catch((error) => error.name)`);
      if (refused !== 'RangeError') throw new Error(`a scale of 9: ${refused}`);
    },
  },
  {
    name: 'reports: a Word file with headings, lists and tables of its own, and the picture in words, in the language of the page',
    async walk({ open, until }) {
      const browser = await open('#sample');
      await browser.evaluate(helpers);
      for (const [at, of] of [
        {
          save: 'Save',
          report: /^Report/,
          word: /^Word/,
          own: 'Choose what is in it',
          file: 'Save as file',
          lang: 'en-GB',
          heads: ['Summary', 'All ties'],
          shown: /^Picture of the network: 20 .* 31 /,
        },
        {
          save: 'Opslaan',
          report: /^Verslag/,
          word: /^Word/,
          own: 'Zelf kiezen wat erin staat',
          file: 'Opslaan als bestand',
          lang: 'nl-NL',
          heads: ['Samenvatting', 'Alle relaties'],
          shown: /^Afbeelding van het netwerk: 22 .* 31 /,
        },
      ].entries()) {
        if (at === 1) {
          await browser.click('button', 'Language');
          await browser.click('menuitemradio', 'Nederlands');
          await until(browser, `document.documentElement.lang === 'nl'`, 'the page is in Dutch');
          // Wider than high, so that its picture lies on its side.
          await browser.evaluate(
            `impactweb.apply(['a', 'b'].map((id, at) => ({ op: 'addNode', node: { id, label: id, position: [at ? 1500 : -1500, 0], pinned: true } }))).applied`,
          );
        }
        await browser.click('button', of.save);
        await browser.click('menuitem', of.report);
        await browser.click('radio', of.word);
        await browser.click('radio', of.own);
        await browser.click('button', of.file);
        await until(browser, `window.saved.length === ${at + 1}`, 'the report is there');
        const { name, data } = await browser.evaluate(
          `inBase64(window.saved[${at}].blob).then((data) => ({ name: window.saved[${at}].name, data }))`,
        );
        if (!name.endsWith('.docx')) throw new Error(name);
        const found = readWord(Buffer.from(data, 'base64'));
        const tell = (why) => new Error(`${of.lang}: ${why}: ${JSON.stringify(found).slice(0, 3000)}`);
        const styled = (style) => found.paragraphs.filter(([each]) => each === style).map(([, text]) => text);
        if (styled('Title').length !== 1) throw tell('no title');
        for (const head of of.heads) if (!styled('Heading1').includes(head)) throw tell(`no heading ${head}`);
        if (styled('ListParagraph').length < 5) throw tell('no lists');
        if (String([found.outline.Heading1, found.outline.Heading2, found.outline.Heading3]) !== '0,1,2')
          throw tell('headings that are not in the outline');
        const levels = found.paragraphs
          .filter(([style]) => /^Heading/.test(style))
          .map(([style]) => Number(style.at(-1)));
        if (levels.some((level, index) => index > 0 && level > levels[index - 1] + 1))
          throw tell(`headings skip a level: ${levels}`);
        if (String(found.languages) !== of.lang) throw tell('another language');
        if (found.tables.length < 4 || found.headed.includes(false) || found.uneven.length + found.unknown.length > 0)
          throw tell('tables or styles that are none');
        if (!found.tables.some((rows) => rows.length === 32)) throw tell('no table of all ties');
        if (found.pictures.length !== 1 || !of.shown.test(found.pictures[0]) || String(found.media) !== '89504e47')
          throw tell('no picture, or none in words');
        const wide = found.sheets.filter(([across, down]) => across > down).length;
        if (wide !== at || found.sheets.length !== 1 + 2 * at) throw tell('sheets that lie the wrong way');
      }
    },
  },
  {
    name: 'printing: the whole network on one sheet, black on white, with title and legend and nothing of the panels',
    async walk(world) {
      const { until, engine } = world;
      const browser = await beginWithEverything(world);
      await browser.evaluate(`localStorage.setItem('impactweb-theme', 'dark')`);
      await browser.reload();
      await until(browser, 'window.impactweb ? impactweb.ready.then(() => true) : false', 'the page in the dark');
      await browser.evaluate(
        `impactweb.apply([{ op: 'setNetwork', field: 'title', value: 'Een net op papier' }]).applied`,
      );
      const looked = `(() => {
        dispatchEvent(new Event('beforeprint'));
        const paper = document.querySelector('#paper');
        if (!paper) return null;
        const { width, height } = paper;
        const { data } = paper.getContext('2d').getImageData(0, 0, width, height);
        let dark = 0, light = 0;
        for (let at = 0; at < data.length; at += 4) {
          if (data[at + 3] < 255) return { clear: at };
          const sum = data[at] + data[at + 1] + data[at + 2];
          if (sum < 200) dark += 1;
          if (sum > 735) light += 1;
        }
        const seen = { width, height, dark: dark / width / height, light: light / width / height, wide: paper.classList.contains('wide'),
          screen: getComputedStyle(paper).display, rules: [...document.styleSheets].flatMap((each) => [...each.cssRules]).filter(({ cssText }) => /^@media print.*#paper/s.test(cssText)).length };
        dispatchEvent(new Event('afterprint'));
        return { ...seen, left: document.querySelectorAll('#paper').length };
      })()`;
      // What prints comes a while after the first picture.
      await until(browser, `${looked} !== null`, 'the page can print');
      const seen = await browser.evaluate(looked);
      if (!(seen.light > 0.7 && seen.dark > 0.003 && seen.height > seen.width && !seen.wide))
        throw new Error(`this is on the paper: ${JSON.stringify(seen)}`);
      if (seen.screen !== 'none' || seen.rules !== 1 || seen.left !== 0)
        throw new Error(`the paper is in the way: ${JSON.stringify(seen)}`);
      // Others have no way to print without a hand.
      if (engine === 'chromium') {
        const print = async () => {
          const { data } = await browser.protocol('Page.printToPDF', { preferCSSPageSize: true });
          const input = Buffer.from(data, 'base64');
          const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' });
          const facts = execFileSync('pdfinfo', ['-'], { input, encoding: 'utf8' });
          const [, across, down] = facts.match(/Page size: +([\d.]+) x ([\d.]+)/).map(Number);
          const grey = execFileSync('pdftoppm', ['-gray', '-r', '20', '-'], { input });
          return { text, pages: Number(facts.match(/Pages: +(\d+)/)[1]), wide: across > down, corner: grey.at(-1) };
        };
        const upright = await print();
        for (const wanted of ['Een net op papier', 'Iemand Anders', 'Sector', 'Kind of tie'])
          if (!upright.text.includes(wanted)) throw new Error(`no ${wanted} on paper: ${upright.text}`);
        if (/Type what you hear|Sizes and lines|Share/.test(upright.text))
          throw new Error(`panels on paper: ${upright.text}`);
        if (upright.pages !== 1 || upright.wide || upright.corner !== 255) throw new Error(JSON.stringify(upright));
        // A network that is wider than high lies on its side, names and all.
        await browser.evaluate(
          `impactweb.apply(['a', 'b'].map((id, at) => ({ op: 'addNode', node: { id, label: 'Ver weg ' + id, position: [at ? 1800 : -1800, 170], pinned: true } }))).applied`,
        );
        const wide = await print();
        if (wide.pages !== 1 || !wide.wide || !wide.text.includes('Ver weg a')) throw new Error(JSON.stringify(wide));
        // What lies over the network is printed as it is.
        await browser.evaluate(`document.querySelector('#help-button').click()`);
        await browser.click('menuitem', /Handbook/);
        await until(browser, `!!document.querySelector('.handbook[open]')`, 'the handbook');
        const handbook = await print();
        if (handbook.text.includes('Ver weg a') || handbook.pages < 2)
          throw new Error('the network instead of the handbook');
      }
    },
  },
  {
    name: 'scripts: Arabic, Hebrew, Devanagari and joined emoji are drawn as the browser writes them, on the screen and in files',
    differs: 'drawing',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(helpers);
      // Comes after the rest of the program.
      await until(browser, `!!document.querySelector('link[href="output.css"]')?.sheet`, 'the whole program');
      const names = [
        'لا',
        'مرحبا بكم',
        'בית ספר',
        'नमस्ते',
        '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}',
        '\u{1f1f3}\u{1f1f1}',
        '\u{1f44d}\u{1f3fd}',
        'Zet',
      ];
      // What is drawn with the pixels of the screen stands beside what the browser itself writes at that size.
      const compared = `(async (name) => {
        impactweb.apply([{ op: 'setNode', id: 'a', field: 'label', value: name }]);
        const scale = 4;
        const svg = await (await impactweb.export('svg')).text();
        const [, x, y, size] = svg.match(/<text x="([^"]+)" y="([^"]+)" font-size="([^"]+)"/).map(Number);
        const picture = await pixelsOf(await impactweb.export('png', { scale }));
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 1200;
        const context = canvas.getContext('2d');
        context.fillStyle = '#fff';
        context.fillRect(0, 0, 1200, 1200);
        context.fillStyle = '#1e2430';
        context.font = Math.round(size * scale) + 'px ' + (/^Z/.test(name) ? 'Atkinson' : 'system-ui, sans-serif');
        context.textAlign = 'center';
        context.fillText(name, 600, 600);
        const written = context.getImageData(0, 0, 1200, 1200);
        const columns = ({ data, width }, middle, line, reach) => {
          const paper = [data[0], data[1], data[2]];
          const ink = [];
          for (let column = Math.max(0, middle - reach); column < Math.min(width, middle + reach); column += 1) {
            let sum = 0;
            for (let row = Math.round(line - size * scale * 0.95); row < line + size * scale * 0.35; row += 1) {
              const at = (row * width + column) * 4;
              const far = Math.max(...paper.map((part, index) => Math.abs(part - data[at + index])));
              if (far > 60) sum += far;
            }
            ink.push(sum);
          }
          const first = ink.findIndex((each) => each > 0);
          return first < 0 ? [] : ink.slice(first, ink.findLastIndex((each) => each > 0) + 1);
        };
        const reach = Math.round(100 * scale);
        const a = columns(picture, Math.round(x * scale), Math.round(y * scale), reach);
        const b = columns(written, 600, 600, reach);
        const bins = (ink) => Array.from({ length: 24 }, (_, bin) => {
          const part = ink.slice(Math.floor((bin * ink.length) / 24), Math.max(Math.floor(((bin + 1) * ink.length) / 24), Math.floor((bin * ink.length) / 24) + 1));
          return part.reduce((sum, each) => sum + each, 0) / part.length;
        });
        const [one, other] = [bins(a), bins(b)];
        const sums = [one, other].map((list) => list.reduce((sum, each) => sum + each, 0));
        const differs = one.reduce((sum, each, at) => sum + Math.abs(each / sums[0] - other[at] / sums[1]), 0) / 2;
        return { name, widths: [a.length, b.length], differs };
      })`;
      await browser.evaluate(
        `impactweb.apply([{ op: 'addNode', node: { id: 'a', label: 'Zet', position: [0, 0], pinned: true } }]).applied`,
      );
      await until(browser, standsStill, 'the picture stands still');
      for (const name of names) {
        const { widths, differs } = await browser.evaluate(`${compared}(${JSON.stringify(name)})`);
        // Edges are smoothed by a pixel or two more.
        if (!(Math.abs(widths[0] - widths[1]) < 4 + 0.04 * widths[1] && differs < 0.12))
          throw new Error(`${name} is drawn in another way: ${JSON.stringify({ widths, differs })}`);
      }
    },
  },
  {
    name: 'reports: one file that asks for nothing and that axe finds nothing in, and a tagged PDF',
    async walk(world) {
      const { until, open, allow } = world;
      const browser = await open('#sample');
      await browser.evaluate(helpers);
      await browser.click('button', 'Language');
      await browser.click('menuitemradio', 'Nederlands');
      await until(browser, `document.documentElement.lang === 'nl'`, 'the page is in Dutch');
      await browser.evaluate(
        `impactweb.apply([{ op: 'addNode', node: { id: 'bad', label: '<img src=x onerror=alert(1)>', needs: [{ text: '</li><script>alert(2)</script>' }] } }]).applied`,
      );
      await browser.click('button', 'Opslaan');
      await browser.click('menuitem', /^Verslag/);
      await until(browser, `!!document.querySelector('#report-source')`, 'the dialog is there');
      await judge(browser, 'the dialog of reports');
      await browser.click('radio', 'Zelf kiezen wat erin staat');
      await browser.evaluate(`document.querySelector('#report-source').focus()`);
      await browser.insert('gesprek');
      await browser.click('button', 'Opslaan als bestand');
      await until(browser, `window.saved.length === 1`, 'the report is there');
      const html = await browser.evaluate('window.saved[0].blob.text()');
      const found = await textOfPdf(browser, blob('report-pdf', `{ sections: ['picture', 'figures', 'tieTable'] }`));
      for (const wanted of ['Kerncijfers', 'Alle relaties', 'Provincie Noord-Brabant', 'Bladzijde 1 van'])
        if (!found.includes(wanted)) throw new Error(`no ${wanted} in the PDF`);
      if (found.includes('Open vragen')) throw new Error('a section that was not chosen is in the PDF');
      const alone = await serveAlone(html);
      allow(alone.host);
      await browser.goto(`http://${alone.host}/report`);
      await until(
        browser,
        `!!document.querySelector('#s-tieTable') && !!document.querySelector('#s-summary')`,
        'first and last',
      );
      await judge(browser, 'the report');
      const seen = await browser.evaluate(`({
        lang: document.documentElement.lang, scripts: document.scripts.length, images: document.images.length,
        headings: [...document.querySelectorAll('h1, h2, h3')].map((each) => Number(each.tagName[1])),
        sentences: document.querySelectorAll('#s-ties li').length, empty: [...document.querySelectorAll('main section')].filter((each) => each.children.length < 2).length,
        lists: Math.max(...[...document.querySelectorAll('section:not(#s-exchanges) ul:not(.figures)')].map((each) => each.children.length)),
        needs: document.querySelector('#s-exchanges').textContent, lines: document.querySelector('header').textContent,
        rows: document.querySelectorAll('#s-tieTable tbody tr').length, heads: document.querySelectorAll('#s-tieTable tbody th[scope=row]').length,
        picture: document.querySelector('svg[role=img] > title')?.textContent ?? '',
        names: document.querySelector('svg')?.textContent ?? '' })`);
      alone.close();
      if (seen.lang !== 'nl' || seen.scripts + seen.images > 0)
        throw new Error(JSON.stringify([seen.lang, seen.scripts]));
      if (seen.headings[0] !== 1 || seen.headings.some((level, at) => at > 0 && level > seen.headings[at - 1] + 1))
        throw new Error(`headings skip a level: ${seen.headings}`);
      if (seen.empty > 0 || seen.lists > 6) throw new Error(`${seen.empty} empty sections, a list of ${seen.lists}`);
      if (!seen.needs.includes('</li><script>alert(2)</script>') || !seen.lines.includes('Bron: gesprek'))
        throw new Error('a need or the source is missing');
      if (seen.sentences > 0 || seen.rows < 20 || seen.heads !== seen.rows)
        throw new Error(`each tie once: ${seen.rows} rows, ${seen.sentences} sentences`);
      if (!seen.picture || !seen.names.includes('Breda Circulair'))
        throw new Error('the picture has no name, or no names');
    },
  },
];
