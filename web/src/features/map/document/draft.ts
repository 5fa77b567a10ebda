// SPDX-License-Identifier: Apache-2.0
import { Problem, problemOf } from "@/api";
import { applyAll, inverseAll, renamed } from "./apply";
import { newId } from "./places";
import type { Applied, Conflict, Edit, Journey } from "./types";

/** Something wrong with the document, at a path in it. */
export interface MapFault {
  message: string;
  remedy?: string;
  field?: string;
  warning?: boolean;
}

export interface Loaded {
  revision: number;
  journey: Journey;
  faults: MapFault[];
}

export interface Answer {
  revision: number;
  applied: Applied[] | null;
  conflicts: Conflict[] | null;
  faults: MapFault[] | null;
  /** Edits that make no sense, or that one may not make. */
  refused?: MapFault[] | null;
}

/** What a draft needs of the world: tests give it another. */
export interface Ways {
  load: () => Promise<Loaded>;
  post: (edits: Edit[]) => Promise<Answer>;
  /** Runs later; returns what forgets it. */
  later: (run: () => void, ms: number) => () => void;
  now: () => number;
}

export type Saving = "saved" | "saving" | "waiting";

export interface DraftState {
  journey: Journey;
  revision: number;
  /** "waiting": the server did not answer; edits are kept and sent again. */
  saving: Saving;
  pending: number;
  conflicts: Conflict[];
  faults: MapFault[];
  canUndo: boolean;
  canRedo: boolean;
}

interface Step {
  undo: Edit[];
  redo: Edit[];
  at: number;
}

interface Batch {
  edits: Edit[];
  step?: Step;
}

/** Edits of one field within this time are taken back together. */
const together = 3_000;
const delays = [1_000, 3_000, 10_000, 30_000];
const passing = new Set(["offline", "unavailable", "too_many", "internal"]);

/**
 * Draft is the journey as somebody edits it: edits are shown at once, sent one
 * batch after the other, kept while there is no connection, and merged with what
 * others do meanwhile. It tells whoever subscribes; it never waits.
 */
export class Draft {
  private base: Journey;
  private revision: number;
  private queue: Batch[] = [];
  private sending = false;
  private failures = 0;
  private forget: (() => void) | undefined;
  private loading = false;
  private undone: Step[] = [];
  private done: Step[] = [];
  private conflicts: Conflict[] = [];
  private faults: MapFault[];
  private state: DraftState;
  private readonly listeners = new Set<() => void>();
  private readonly ways: Ways;
  /** Called with what the server refused: its edits are gone from the screen. */
  refused: (problem: Problem) => void = () => {};
  /** Called when edits were saved, or came from others. */
  changed: (edits: readonly Edit[]) => void = () => {};

  constructor(loaded: Loaded, ways: Ways) {
    this.ways = ways;
    this.base = loaded.journey;
    this.revision = loaded.revision;
    this.faults = loaded.faults;
    this.state = this.snapshot();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  read = (): DraftState => this.state;

  /** Makes edits, as one step of undo. */
  edit(edits: Edit[]): void {
    if (edits.length === 0) return;
    const journey = this.state.journey;
    const named = edits.map((e) =>
      e.op === "add-step" && !e.step ? { ...e, step: e.value.id ?? newId(journey, e.value.title ?? "") } : e,
    );
    const step = { undo: inverseAll(journey, named), redo: named, at: this.ways.now() };
    const last = this.done.at(-1);
    const merged = last && merge(last, step);
    if (merged) Object.assign(last, merged);
    else this.done.push(step);
    this.undone = [];
    this.enqueue({ edits: named, step: merged ? last : step });
  }

  undo(): void {
    const step = this.done.pop();
    if (!step) return;
    this.undone.push(step);
    this.enqueue({ edits: step.undo });
  }

  redo(): void {
    const step = this.undone.pop();
    if (!step) return;
    this.done.push({ ...step, at: 0 });
    this.enqueue({ edits: step.redo });
  }

  /** Keeps mine: says it again, against what stands there now. Takes theirs: forgets mine. */
  settle(conflict: Conflict, keep: "mine" | "theirs"): void {
    this.conflicts = this.conflicts.filter((c) => c !== conflict);
    const { edit, current } = conflict;
    if (keep === "mine") {
      const again =
        edit.op === "set" ? { ...edit, from: current ?? undefined } : { ...edit, value: undefined };
      this.edit([again as Edit]);
      return;
    }
    this.tell();
  }

  /** Edits that somebody else made. */
  remote(revision: number, edits: readonly Edit[]): void {
    if (revision <= this.revision) return;
    if (revision > this.revision + 1) {
      void this.reload();
      return;
    }
    this.base = applyAll(this.base, edits);
    this.revision = revision;
    this.changed(edits);
    this.tell();
  }

  /** Another text stands in the draft's place: what was done to the one before cannot be taken back any more. */
  replaced(): Promise<void> {
    this.done = [];
    this.undone = [];
    this.conflicts = [];
    return this.reload();
  }

  /** Reads the whole draft again: something was missed. */
  async reload(): Promise<void> {
    if (this.loading) return;
    this.loading = true;
    try {
      const loaded = await this.ways.load();
      if (loaded.revision < this.revision && this.sending) return;
      this.base = loaded.journey;
      this.revision = loaded.revision;
      this.faults = loaded.faults;
      this.changed([]);
      this.tell();
    } catch {
      this.forget = this.ways.later(() => void this.reload(), delays[1] ?? 0);
    } finally {
      this.loading = false;
    }
  }

  /** Tries at once: the connection is back. */
  retry(): void {
    this.forget?.();
    this.failures = 0;
    void this.send();
  }

  private enqueue(batch: Batch): void {
    this.queue.push(batch);
    this.tell();
    void this.send();
  }

  private async send(): Promise<void> {
    const batch = this.queue[0];
    if (!batch || this.sending) return;
    this.sending = true;
    this.tell();
    try {
      const answer = await this.ways.post(batch.edits);
      this.failures = 0;
      this.queue.shift();
      this.accept(batch, answer);
    } catch (error) {
      const problem = problemOf(error);
      if (passing.has(problem.code)) {
        const delay = delays[Math.min(this.failures++, delays.length - 1)] ?? 0;
        this.forget = this.ways.later(() => void this.send(), delay);
      } else {
        this.queue.shift();
        this.done = this.done.filter((s) => s !== batch.step);
        this.refused(problem);
        if (problem.code === "conflict" || problem.code === "not_found") void this.reload();
      }
    } finally {
      this.sending = false;
      this.tell();
    }
    if (this.failures === 0) void this.send();
  }

  private accept(batch: Batch, { revision, applied, conflicts, faults, refused }: Answer): void {
    const made = applied ?? [];
    this.rename(batch.edits, made);
    if (revision > this.revision) {
      const missed = revision > this.revision + 1;
      this.base = applyAll(this.base, made);
      this.revision = revision;
      if (missed) void this.reload();
    }
    this.conflicts = [...this.conflicts, ...(conflicts ?? [])];
    this.faults = faults ?? [];
    for (const { message, remedy } of refused ?? [])
      this.refused(new Problem(422, { detail: message, remedy }));
    const step = batch.step;
    const undo = made.map((a) => a.undo).reverse();
    if (step && step.redo === batch.edits && made.length === batch.edits.length && undo.every(Boolean)) {
      step.undo = undo as Edit[];
      step.redo = made.map(({ undo: _, ...edit }) => edit as Edit);
    }
    this.changed(made);
  }

  /** The server may give a new step another id than was expected: what waits follows. */
  private rename(sent: readonly Edit[], made: readonly Applied[]): void {
    const adds = (list: readonly Edit[]) => list.filter((e) => e.op === "add-step");
    const given = adds(made);
    adds(sent).forEach((edit, i) => {
      const [from, to] = [edit.step, given[i]?.step];
      if (!from || !to || from === to) return;
      const all = (edits: Edit[]) => edits.map((e) => renamed(e, from, to));
      for (const batch of this.queue) batch.edits = all(batch.edits);
      for (const step of [...this.done, ...this.undone]) {
        step.undo = all(step.undo);
        step.redo = step.redo === sent ? step.redo : all(step.redo);
      }
    });
  }

  private tell(): void {
    this.state = this.snapshot();
    for (const listener of this.listeners) listener();
  }

  private snapshot(): DraftState {
    const pending = this.queue.length;
    return {
      journey: applyAll(
        this.base,
        this.queue.flatMap((b) => b.edits),
      ),
      revision: this.revision,
      saving: pending === 0 ? "saved" : this.failures > 0 ? "waiting" : "saving",
      pending,
      conflicts: this.conflicts,
      faults: this.faults,
      canUndo: this.done.length > 0,
      canRedo: this.undone.length > 0,
    };
  }
}

/** Two changes of the same field shortly after one another, as one. */
function merge(last: Step, next: Step): Step | undefined {
  const [a, b] = [last.redo[0], next.redo[0]];
  const [undo, after] = [last.undo[0], next.undo[0]];
  const single = last.redo.length === 1 && next.redo.length === 1;
  if (!single || next.at - last.at > together) return undefined;
  if (a?.op !== "set" || b?.op !== "set" || undo?.op !== "set" || after?.op !== "set") return undefined;
  if (a.step !== b.step || a.field !== b.field) return undefined;
  return { undo: [{ ...undo, from: b.to }], redo: [{ ...b, from: a.from }], at: next.at };
}
