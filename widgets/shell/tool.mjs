// <tonghao-tool>: a served form and answer, brought to life by Python in a worker.
//
// The page is useful before, without and after this element: it only asks Python what changed inputs mean and puts
// the reply in place. Every sentence comes from the page, every decision from Python.

import { button, strings, today } from "./bits.mjs";
import { GroupCode } from "./code.mjs";
import { copy, save } from "./copy.mjs";
import { createEngine, prefetchHints } from "./engine.mjs";
import * as feeds from "./feeds.mjs";
import { Fields } from "./fields.mjs";
import * as fragment from "./fragment.mjs";
import { Idiomorph } from "./idiomorph.mjs";
import { outdated } from "./outdated.mjs";
import * as store from "./store.mjs";
import { Versions } from "./versions.mjs";

const FAILURES = {
  "no-webassembly": ["fail-no-webassembly", false],
  "no-worker": ["fail-no-worker", false],
  network: ["fail-offline", true],
  slow: ["waking-slow", true],
  python: ["fail-python", true],
};
const TYPES = { json: ["application/json", "json"], markdown: ["text/markdown", "md"], csv: ["text/csv", "csv"], calendar: ["text/calendar", "ics"] };
let count = 0;

class TonghaoTool extends HTMLElement {
  #hub;
  #words;
  #engine;
  #fields;
  #queue;
  #asked = 0;
  #shown = null; // the answers that the result on the page belongs to
  #verdict = "";
  #ears;
  #feeds;
  #code;
  #renamed;

  connectedCallback() {
    this.tool = this.getAttribute("tool");
    // A case judged in a workshop begins with the case's numbers, whatever was tried on the case's own page.
    this.key = this.hasAttribute("case") ? `${this.tool}@${this.dataset.exercise ?? this.getAttribute("case")}` : this.tool;
    this.#hub = this.querySelector(".tg-hub").textContent;
    const hub = JSON.parse(this.#hub);
    this.#feeds = hub.feeds;
    this.#renamed = hub.renamed ?? {};
    this.#words = (key, values = {}) => (hub.words[key] ?? "").replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);
    this.#queue = `${this.tool}/${(count += 1)}`;
    this.#fields = new Fields(this.querySelector("form"));
    // Facts that have come of age since the page was made may forbid the answer it was made with: then it is asked anew.
    this.#shown = today() > (this.dataset.until ?? "9") ? null : JSON.stringify(this.#fields.served());
    this.#verdict = this.querySelector(".tg-verdict__title").textContent;
    const place = { workerUrl: this.getAttribute("worker"), runtime: JSON.parse(this.getAttribute("runtime")) };
    this.#engine = createEngine(place);
    this.#ears = new AbortController();
    this.#listen(this.#ears.signal);
    this.#part("actions").hidden = false;
    this.#open();
    this.#showFeeds();
    const code = async (about) => (await this.#reply("code", { code: about }))?.code ?? null;
    this.#code = new GroupCode(this.#part("code"), code, this.#ears.signal);
    new Versions(this.#part("versions"), this.#lent(), this.#ears.signal);
    const idle = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 2000));
    idle(() => this.isConnected && prefetchHints(place));
    this.setAttribute("data-live", "");
  }

  disconnectedCallback() {
    this.#ears.abort();
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  // --- what the form starts with ---------------------------------------------------------------------------------

  /** A link's answers, or those kept on this device, or the example the page was served with. */
  #open() {
    const link = fragment.parse(location.hash, this.tool);
    const kept = store.read(this.key)?.form ?? null;
    this.#say(this.#words("example-shown"));
    if (link?.kind === "too-long") {
      this.#note(this.#words("link-too-long"));
    } else if (link) {
      this.#openLink(link, kept);
      return;
    }
    if (kept) {
      this.#fields.write(strings(kept));
      this.#say(this.#words("saved-here"));
    }
    this.#ask();
  }

  #openLink({ kind, pairs, odd }, kept) {
    const values = { ...this.#fields.served() };
    const texts = Object.fromEntries(pairs.map(([old, text]) => fragment.renamed(this.#renamed, old, text)).map(([name, text]) => [name, kind === "?" ? this.#fields.shown(name, text) : text]));
    const strange = [...odd, ...this.#fields.write({ ...values, ...texts })];
    const differs = kept && JSON.stringify(strings(kept)) !== JSON.stringify(this.#fields.read());
    if (differs) store.keep(`${this.key}:before`, { form: kept }); // whoever made the link, what was kept is not lost
    const sentences = [differs ? this.#words("from-link") : kind === "?" ? this.#words("from-link-only") : ""];
    if (strange.length) sentences.push(this.#words("link-left-out", { names: strange.slice(0, 12).join(", ") }));
    this.#note(sentences.filter(Boolean).join(" "), differs && (() => this.#bringBack()));
    this.#say("");
    this.#ask();
  }

  /** Another tab has changed the same answers: this one follows, and can bring back what stood here. */
  #follow() {
    const kept = store.read(this.key)?.form;
    if (!kept || document.hidden || fragment.parse(location.hash, this.tool)) return; // a link's are not the reader's own
    const own = this.#fields.read();
    this.#fields.write({ ...this.#fields.served(), ...strings(kept) });
    if (JSON.stringify(own) === JSON.stringify(this.#fields.read())) return;
    this.#note(this.#words("other-tab"), () => this.#bringBack(own));
    this.#ask();
  }

  // --- listening ----------------------------------------------------------------------------------------------------

  #listen(signal) {
    const form = this.#fields.form;
    const on = (target, name, act) => target.addEventListener(name, act, { signal, passive: name === "touchstart" });
    for (const intent of ["pointerenter", "focusin", "touchstart"]) on(this, intent, () => this.#engine.wake());
    on(form, "submit", (event) => event.preventDefault());
    on(form, "input", (event) => {
      if (event.target.matches(".tg-slider")) this.#fields.slide(event.target);
      else {
        this.#fields.known(event.target);
        this.#fields.follow(event.target);
      }
      this.#changed();
    });
    on(form, "keydown", (event) => {
      const turn = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!turn || !this.#fields.step(event.target, event.shiftKey ? 10 * turn : turn)) return;
      event.preventDefault(); // as in a number field
      this.#changed();
    });
    on(form, "click", (event) => {
      const unknown = event.target.closest(".tg-unknown");
      const preset = event.target.closest("[data-set]");
      if (unknown) {
        this.#fields.toggle(unknown);
        this.#changed();
      } else if (preset && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        event.stopPropagation();
        this.#preset(preset);
      }
    });
    on(this.#part("result"), "click", (event) => {
      this.#pick(event.target.closest("[data-set]"), event);
      if (event.target.closest("[data-copy]")) this.#copyWritten(event.target.closest(".tg-written").querySelector("pre").textContent);
    });
    on(this.#part("result"), "keydown", (event) => ["Enter", " "].includes(event.key) && this.#pick(event.target.closest("[data-set]"), event));
    on(this.#part("actions"), "click", (event) => this.#act(event.target.closest("button")?.dataset.action));
    on(this.#part("actions"), "change", (event) => {
      if (event.target.value) this.#take(event.target.value);
      event.target.value = "";
    });
    on(globalThis, "hashchange", () => fragment.parse(location.hash, this.tool)?.kind === "?" && this.#open());
    on(document, "visibilitychange", () => this.#follow());
    store.watch(this.key, () => this.#follow(), signal);
    store.watch(null, () => this.#showFeeds(), signal);
    on(globalThis, "online", () => this.#engine.state.stage === "network" && this.#engine.retry());
    on(globalThis, "beforeprint", () => this.setAttribute("data-printed", new Date().toLocaleDateString(this.lang)));
    signal.addEventListener("abort", this.#engine.onChange((state) => this.#heard(state)));
  }

  // --- asking and answering ---------------------------------------------------------------------------------------

  #changed() {
    if (!this.#part("status").dataset.tone) this.#say(""); // what it said of the numbers is no longer so
    this.#keep();
    this.#ask();
  }

  #keep() {
    const form = this.#fields.read();
    const lasting = store.keep(this.key, { form });
    const linked = fragment.parse(location.hash, this.tool);
    if (store.blocked || !lasting) {
      fragment.remember(fragment.typed(this.tool, form));
      this.#note(this.#words("storage-blocked"));
    } else if (linked) {
      history.replaceState(history.state, "", location.pathname + location.search); // from now on they are the reader's own
    }
  }

  #request(want, more = {}) {
    return JSON.stringify({ hub: this.#hub, root: this.getAttribute("root"), today: today(), form: this.#fields.read(), want, ...more });
  }

  /** Asks for the answer to what stands in the form; what is already shown is not asked again. */
  async #ask() {
    const form = JSON.stringify(this.#fields.read());
    const turn = (this.#asked += 1);
    if (form === this.#shown) {
      this.#fresh();
      return;
    }
    this.#part("result").setAttribute("aria-busy", "true");
    this.#heard(this.#engine.state);
    const outcome = await this.#engine.answer(this.#queue, this.#request(["view"]));
    if (turn !== this.#asked || outcome.status === "superseded") return;
    const reply = outcome.status === "answered" ? JSON.parse(outcome.reply) : { error: outcome.detail };
    if (reply.error) {
      console.warn(`tonghao: ${reply.error}`);
      this.#fail("python");
      return;
    }
    this.#show(reply, form);
  }

  #show(reply, form) {
    this.#shown = form;
    Idiomorph.morph(this.#part("result"), reply.view, {
      morphStyle: "innerHTML",
      ignoreActiveValue: true,
      callbacks: { beforeAttributeUpdated: (name) => name !== "open" }, // what the reader unfolded stays unfolded
    });
    this.#fields.problems(reply.problems);
    if (this.key === this.tool && store.read(this.key)) feeds.offer(this.tool, reply.offers);
    this.#showFeeds();
    this.#fresh();
    if (this.#part("peek")) this.#part("peek").textContent = reply.announce;
    if (reply.announce !== this.#verdict) {
      this.#verdict = reply.announce;
      clearTimeout(this.announcing); // one sentence when the hand rests, not one for each step of a slider
      this.announcing = setTimeout(() => (this.querySelector(".tg-announce").textContent = reply.announce), 700);
    }
  }

  #fresh() {
    this.#part("result").removeAttribute("aria-busy");
    if (this.#part("status").dataset.tone) this.#say("");
  }

  #heard({ phase, stage }) {
    if (!this.#part("result").hasAttribute("aria-busy")) return;
    if (phase === "failed") this.#fail(stage);
    else if (phase !== "ready") this.#say(this.#words("waking"), "waking");
  }

  #fail(stage) {
    const [key, again] = FAILURES[stage] ?? ["fail-runtime", true];
    const stale = JSON.stringify(this.#fields.read()) === this.#shown ? "" : this.#words("stale-answer");
    this.#say(`${this.#words(key)} ${stage === "slow" ? "" : stale}`, "failed", again && (() => this.#retry()));
    if (stage === "runtime-missing") this.#renewed();
  }

  /** Files that are gone may have been replaced: then the page itself is older than the site. */
  async #renewed() {
    if (!(await outdated(this)) || this.#part("status").dataset.tone !== "failed") return;
    this.#say(this.#words("fail-updated"), "failed", () => location.reload(), "load-again");
  }

  #retry() {
    this.#say(this.#words("waking"), "waking");
    this.#engine.retry();
    this.#ask();
  }

  // --- sentences ----------------------------------------------------------------------------------------------------

  #say(sentence, tone = "", retry = null, label = "retry") {
    const place = this.#part("status");
    place.hidden = !sentence;
    place.dataset.tone = tone;
    place.setAttribute("role", tone === "failed" ? "alert" : "none");
    place.replaceChildren(sentence, ...(retry ? [" ", button(this.#words(label), retry)] : []));
  }

  #note(sentence, bringBack = null) {
    const place = this.#part("note");
    place.hidden = !sentence;
    place.setAttribute("role", "status");
    place.replaceChildren(sentence, ...(bringBack ? [" ", button(this.#words("bring-back"), bringBack)] : []));
  }

  // --- what the reader can do with it -----------------------------------------------------------------------------

  #act(action) {
    if (action === "share") this.#share();
    else if (action === "copy") this.#take("text");
    else if (action === "print") globalThis.print();
    else if (action === "code") this.#engine.state.phase === "failed" ? this.#fail(this.#engine.state.stage) : this.#code.open();
    else if (action === "reset") this.#replace(this.#fields.served(), "reset-done");
  }

  /** Puts other numbers in the form; the reader's own are set aside, not lost. */
  #replace(values, sentence, names = {}) {
    const own = this.#fields.read();
    const differs = JSON.stringify(own) !== JSON.stringify(this.#fields.served());
    if (differs) store.keep(`${this.key}:before`, { form: own });
    this.#fields.write(values);
    this.#changed();
    this.#note(this.#words(sentence, names), differs && (() => this.#bringBack()));
  }

  #preset(link) {
    this.#replace({ ...this.#fields.served(), ...JSON.parse(link.dataset.set) }, "from-case", { name: link.textContent });
  }

  /** A point of a picture that stands for answers: they go into the form, beside what is there. */
  #pick(point, event) {
    if (!point) return;
    event.preventDefault();
    event.stopPropagation();
    this.#fields.write(JSON.parse(point.dataset.set));
    this.#changed();
  }

  // --- versions, files, other tools' numbers ------------------------------------------------------------------------

  #showFeeds() {
    feeds.show(this.#part("feeds"), this.key, this.#feeds, this.#fields, this.#words, () => this.#changed());
  }

  /** What versions and files may do with the tool. */
  #lent() {
    return {
      key: this.key,
      words: this.#words,
      answers: () => this.#fields.read(),
      replace: (form, sentence, names) => this.#replace({ ...this.#fields.served(), ...strings(form) }, sentence, names),
      note: (sentence) => this.#note(sentence),
      ask: (kind, more) => this.#reply(kind, more),
    };
  }

  #bringBack(before = store.read(`${this.key}:before`)?.form) {
    this.#fields.write(strings(before));
    this.#note("");
    this.#changed();
  }

  /** Python's reply to one more question about what stands in the form; null, and a sentence, when there is none. */
  async #reply(kind, more = {}) {
    const outcome = await this.#engine.answer(`${this.#queue}/${kind}`, this.#request([kind], more));
    const reply = outcome.status === "answered" ? JSON.parse(outcome.reply) : { error: outcome.status };
    if (!reply.error) return reply;
    if (outcome.status !== "superseded") this.#fail(this.#engine.state.stage ?? "python");
    return null;
  }

  async #want(kind) {
    return (await this.#reply(kind))?.[kind] ?? null;
  }

  async #copyWritten(text) {
    this.#note(this.#words((await copy(text)) ? "copy-done" : "copy-by-hand"));
  }

  async #share() {
    const made = this.#engine.state.phase === "failed" ? null : await this.#want("link");
    if (made?.length > fragment.LONGEST) {
      this.#note(this.#words("share-too-long"));
      return;
    }
    const url = new URL(location.href);
    url.hash = made ?? fragment.typed(this.tool, this.#fields.read());
    const done = await copy(url.href);
    this.#note(done ? this.#words("share-done") : `${this.#words("share-shown")} ${url.href}`);
  }

  async #take(kind) {
    const failed = this.#engine.state.phase === "failed";
    const text = failed ? (kind === "text" ? this.#part("result").innerText : null) : await this.#want(kind);
    if (text === null) {
      this.#fail(this.#engine.state.stage ?? "python");
    } else if (kind === "text") {
      const done = await copy(text);
      this.#note(done ? this.#words("copy-done") : text);
    } else {
      const [type, suffix] = TYPES[kind];
      save(`tonghao-${this.tool}-${new Date().toISOString().slice(0, 10)}.${suffix}`, type, text);
    }
  }
}

customElements.define("tonghao-tool", TonghaoTool);
