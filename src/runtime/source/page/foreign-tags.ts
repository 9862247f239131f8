// Tags that are none of HTML, `<eos>`, `<unk>`, are words of the text: a browser would hide them.

import type { Html, Node, Paragraph, Root, Text } from "mdast";
import type { Notes } from "./notes.ts";
import { rewrite } from "./walk.ts";

const html =
  "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr noframes noscript object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp";
const drawing =
  "animate animatemotion animatetransform circle clippath defs desc ellipse feblend fecolormatrix fecomposite fedropshadow feflood fegaussianblur femerge femergenode feoffset filter foreignobject g image line lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect set stop switch symbol text textpath tspan use view";
const formula =
  "annotation math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics";

const known = new Set(html.split(" "));
/** Known where the page has a drawing or a formula in HTML. */
const inside = new Set([...drawing.split(" "), ...formula.split(" ")]);
const tag = /<([A-Za-z][A-Za-z0-9_]*)>/g;
const inText = new Set(["paragraph", "heading", "emphasis", "strong", "delete", "link", "tableCell", "slideMark"]);

/** Such tags, without attributes and never closed, are words. */
function isForeign(name: string, text: string): boolean {
  const lower = name.toLowerCase();
  if (known.has(lower) || (inside.has(lower) && /<(?:svg|math)\b/i.test(text))) return false;
  return !text.includes(`</${name}`);
}

/** In place: tags that are words become text. Each name is reported once a page. */
export function takeForeignTags(tree: Root, notes: Notes): void {
  const reported = new Set<string>();
  rewrite(tree, (children, parent) => {
    if (!children.some(isHtml)) return children;
    return children.map((node) => {
      if (!isHtml(node) || node.value.startsWith("<!")) return node;
      const foreign = [...node.value.matchAll(tag)].filter(({ 1: name = "" }) => isForeign(name, notes.text));
      for (const [, name = ""] of foreign) if (!reported.has(name)) report(name, node);
      // In a block of HTML they are for the weaver to escape.
      return foreign[0]?.index === 0 ? textOf(node, inText.has(parent.type)) : node;
    });
  });

  function report(name: string, node: Html): void {
    reported.add(name);
    const message = `\`<${name}>\` is no tag of HTML: it is shown as text`;
    notes.report("warning", "tag-is-html", notes.place(node), message, `write \`\\<${name}>\`, or put it in backticks`);
  }
}

/** HTML with such tags escaped; `page` is the text that they would be closed in. */
export function withoutForeignTags(html: string, page = html): string {
  return html.replace(tag, (written, name: string) => (isForeign(name, page) ? `&lt;${name}&gt;` : written));
}

function textOf({ value, position }: Html, isInText: boolean): Node {
  const text: Text = { type: "text", value, ...(position && { position }) };
  const paragraph: Paragraph = { type: "paragraph", children: [text], ...(position && { position }) };
  return isInText ? text : paragraph;
}

function isHtml(node: Node): node is Html {
  return node.type === "html";
}
