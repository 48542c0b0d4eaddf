// Follows one of the server's append-only lists. Each reading begins one entry before the last
// one known: if that entry is no longer there, the sandbox was reset and the list starts again.

const PAGE = 1000; // what the server gives at once

export class Log {
  #read;
  #keep;
  #reading = null;
  #again = false;
  #ahead = new Map(); // by seq: changes of entries that a reading under way will bring as they were

  /** `read(after)` gives the entries after a seq; at most `keep` of them are remembered. */
  constructor(read, keep = Infinity) {
    this.#read = read;
    this.#keep = keep;
    this.entries = [];
  }

  get last() {
    return this.entries.at(-1);
  }

  /** Replaces an entry that changed after it was written; false if it is not known yet. */
  put(entry) {
    const place = this.entries.findLastIndex(({ seq }) => seq === entry.seq);
    if (place >= 0) this.entries[place] = entry;
    else this.#ahead.set(entry.seq, entry);
    return place >= 0;
  }

  /** Reads what is new; a call during a reading makes that one read once more. */
  catchUp() {
    this.#again = this.#reading !== null;
    this.#reading ??= this.#run().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #run() {
    do {
      this.#again = false;
      await this.#once();
    } while (this.#again);
  }

  async #once() {
    const known = this.last;
    const [overlap, ...fresh] = known ? await this.#all(known.seq - 1) : [null, ...(await this.#all(0))];
    const unbroken = !known || (overlap?.seq === known.seq && overlap.at === known.at);
    const entries = unbroken ? [...this.entries, ...fresh] : await this.#all(0);
    this.entries = entries.slice(-this.#keep).map((entry) => this.#newest(entry));
    if (!unbroken) this.#ahead.clear();
  }

  #newest(entry) {
    const changed = this.#ahead.get(entry.seq);
    this.#ahead.delete(entry.seq);
    return changed?.at === entry.at ? changed : entry;
  }

  async #all(after) {
    const entries = [];
    for (let page = null; !page || page.length >= PAGE;) {
      page = await this.#read(entries.at(-1)?.seq ?? after);
      entries.push(...page);
    }
    return entries;
  }
}
