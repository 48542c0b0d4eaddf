// Markdown within a line, as DingTalk draws it: emphasis, code, links, pictures, `<font>`,
// mentions, escapes and entities. What is not one of these is text. Only text nodes and the
// elements named here are made, so nothing written by anybody becomes markup.

import { h } from '../core/dom.js';
import { ownAddress } from './pictures.js';

const MAX_DEPTH = 12;

const entities = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };

const emphasis = [['**', 'strong'], ['__', 'strong'], ['~~', 'del'], ['*', 'em'], ['_', 'em']];

// Sticky patterns, each tried at the place the reader stands.
const escapePattern = /\\([!-/:-@[-`{-~])/y;
const entityPattern = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/iy;
const ticksPattern = /`+/y;
const breakPattern = /<br\s*\/?>/iy;
const fontPattern = /<font((?:\s+(?:size|color)\s*=\s*["']?[\w#.-]+["']?)*)\s*>/iy;
const mentionPattern = /<a\s+atId\s*=\s*["']?[^\s"'>]*["']?\s*>([^<]*)<\/a>/iy;
const targetPattern = /\(\s*<?((?:\\.|[^\s()<>\\]|\([^\s()]*\))*)>?(?:\s+"[^"]*")?\s*\)/y;

/** The nodes of one stretch of Markdown. */
export const inline = (text, depth = 0) => (depth > MAX_DEPTH ? [text] : new Reader(text, depth).read());

class Reader {
  constructor(text, depth) {
    this.text = text;
    this.depth = depth;
    this.at = 0;
    this.nodes = [];
    this.plain = '';
    this.unclosed = new Set(); // marks known to have no partner further on
  }

  read() {
    while (this.at < this.text.length) this.step() || this.literal(this.text[this.at], 1);
    this.flush();
    return this.nodes;
  }

  step() {
    switch (this.text[this.at]) {
      case '\\': return this.escape();
      case '&': return this.entity();
      case '`': return this.code();
      case '\n': return this.put(h('br'), 1);
      case '<': return this.lineBreak() || this.mention() || this.font();
      case '!': return this.image();
      case '[': return this.link();
      case '*': case '_': case '~': return this.emphasised();
      default: return false;
    }
  }

  escape() {
    const found = this.match(escapePattern);
    return found && this.literal(found[1], 2);
  }

  entity() {
    const found = this.match(entityPattern);
    const char = found && decode(found);
    return char ? this.literal(char, found[0].length) : false;
  }

  code() {
    const [ticks] = this.match(ticksPattern);
    const start = this.at + ticks.length;
    const end = this.text.indexOf(ticks, start);
    if (end < 0) return this.literal(ticks, ticks.length);
    return this.put(h('code', {}, this.text.slice(start, end)), end + ticks.length - this.at);
  }

  lineBreak() {
    const found = this.match(breakPattern);
    return found && this.put(h('br'), found[0].length);
  }

  mention() {
    const found = this.match(mentionPattern);
    return found && this.put(h('span.mention', {}, `@${found[1].replace(/^@/, '')}`), found[0].length);
  }

  font() {
    const found = this.match(fontPattern);
    if (!found) return false;
    const start = this.at + found[0].length;
    const end = this.text.toLowerCase().indexOf('</font>', start);
    if (end < 0) return false;
    return this.put(styled(found[1], this.inner(start, end)), end + '</font>'.length - this.at);
  }

  image() {
    if (this.text[this.at + 1] !== '[') return false;
    const parts = this.bracketed(this.at + 1);
    if (!parts) return false;
    const source = ownAddress(parts.target);
    const length = parts.end - this.at;
    if (!source) return this.literal(this.text.slice(this.at, parts.end), length);
    return this.put(h('img', { src: source, alt: parts.label, loading: 'lazy' }), length);
  }

  link() {
    const parts = this.bracketed(this.at);
    if (!parts || !/^https?:\/\//i.test(parts.target)) return false;
    const props = { href: parts.target, title: parts.target, target: '_blank', rel: 'noopener noreferrer' };
    return this.put(h('a', props, inline(parts.label, this.depth + 1)), parts.end - this.at);
  }

  /** `[label](target)` from a bracket on. */
  bracketed(open) {
    const close = this.unclosed.has(']') ? -1 : this.closing(']', open + 1, () => true);
    if (close < 0) {
      this.unclosed.add(']');
      return null;
    }
    const found = this.match(targetPattern, close + 1);
    if (!found) return null;
    const target = found[1].replace(/\\([!-/:-@[-`{-~])/g, '$1');
    return { label: this.text.slice(open + 1, close), target, end: close + 1 + found[0].length };
  }

  emphasised() {
    const [mark, tag] = emphasis.find(([each]) => this.text.startsWith(each, this.at)) ?? [];
    if (!mark || this.unclosed.has(mark) || !this.opens(mark)) return false;
    const start = this.at + mark.length;
    const end = this.closing(mark, start + 1, (place) => this.closes(mark, place));
    if (end < 0) {
      this.unclosed.add(mark);
      return false;
    }
    return this.put(h(tag, {}, this.inner(start, end)), end + mark.length - this.at);
  }

  opens(mark) {
    const next = this.text[this.at + mark.length] ?? ' ';
    const within = mark[0] === '_' && isWord(this.text[this.at - 1]);
    return !/\s/.test(next) && !within;
  }

  closes(mark, place) {
    const before = this.text[place - 1];
    const after = this.text[place + mark.length];
    const longer = mark.length === 1 && after === mark;
    return !/\s/.test(before) && !longer && !(mark[0] === '_' && isWord(after));
  }

  /** Where `mark` ends, past escapes and code; -1 if nowhere. */
  closing(mark, from, accept) {
    for (let place = from; place < this.text.length; place += 1) {
      if (this.text[place] === '\\') place += 1;
      else if (this.text[place] === '`') place = this.afterCode(place);
      else if (this.text.startsWith(mark, place) && accept(place)) return place;
      else if (mark.length === 1 && this.text.startsWith(mark + mark, place)) place += 1;
    }
    return -1;
  }

  afterCode(place) {
    const [ticks] = this.match(ticksPattern, place);
    const end = this.text.indexOf(ticks, place + ticks.length);
    return (end < 0 ? place : end) + ticks.length - 1;
  }

  inner(start, end) {
    return inline(this.text.slice(start, end), this.depth + 1);
  }

  match(pattern, at = this.at) {
    pattern.lastIndex = at;
    return pattern.exec(this.text);
  }

  literal(text, length) {
    this.plain += text;
    this.at += length;
    return true;
  }

  put(node, length) {
    this.flush();
    this.nodes.push(node);
    this.at += length;
    return true;
  }

  flush() {
    if (this.plain) this.nodes.push(this.plain);
    this.plain = '';
  }
}

const isWord = (char) => char !== undefined && /[\p{L}\p{N}]/u.test(char);

function decode([, decimal, hex, name]) {
  if (name) return entities[name.toLowerCase()];
  const point = decimal ? Number(decimal) : parseInt(hex, 16);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
}

/** DingTalk's `<font>`: a size in px, a colour by value, name or one of its tokens. */
function styled(attributes, children) {
  const element = h('span', {}, children);
  const value = (name) => new RegExp(`${name}\\s*=\\s*["']?([\\w#.-]+)`, 'i').exec(attributes)?.[1];
  const px = Number(value('size'));
  if (px >= 8 && px <= 40) element.style.fontSize = `${px}px`;
  const color = value('color') ?? '';
  if (color.startsWith('common_')) element.classList.add(color.includes('level3') ? 'level-3' : 'level-2');
  else if (/^(#[0-9a-f]{3,8}|[a-z]+)$/i.test(color)) element.style.color = color;
  return element;
}
