// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { Problem } from "@/api";
import { type Answer, Draft, type Loaded } from "./draft";
import { placesOf, stepOf } from "./places";
import type { Applied, Edit, Journey } from "./types";

const journey: Journey = {
  id: "buy",
  title: "I buy",
  phases: { before: [{ stage: "Discover", steps: [{ id: "ad", title: "Sees an ad" }] }] },
};

/** A server that answers when the test says so. */
function setup(loaded: Loaded = { revision: 1, journey, faults: [] }) {
  const posts: {
    edits: Edit[];
    answer: (a: Partial<Answer>) => Promise<void>;
    fail: (p: Problem) => Promise<void>;
  }[] = [];
  const timers: (() => void)[] = [];
  let clock = 0;
  let reload = loaded;
  const settled = () => new Promise<void>((done) => setTimeout(done));
  const draft = new Draft(loaded, {
    load: async () => reload,
    post: (edits) =>
      new Promise((resolve, reject) => {
        posts.push({
          edits,
          answer: (a) => {
            resolve({ revision: 0, applied: edits as Applied[], conflicts: [], faults: [], ...a });
            return settled();
          },
          fail: (p) => {
            reject(p);
            return settled();
          },
        });
      }),
    later: (run) => {
      timers.push(run);
      return () => {};
    },
    now: () => clock,
  });
  return {
    draft,
    posts,
    timers,
    settled,
    pass: (ms: number) => {
      clock += ms;
    },
    serve: (next: Loaded) => {
      reload = next;
    },
  };
}

const title = (from: string, to: string): Edit => ({ op: "set", step: "ad", field: "title", from, to });
const shown = (draft: Draft) => stepOf(draft.read().journey, "ad")?.title;

test("an edit is shown at once and sent once", async () => {
  const { draft, posts } = setup();
  draft.edit([title("Sees an ad", "Clicks")]);
  expect(shown(draft)).toBe("Clicks");
  expect(draft.read().saving).toBe("saving");
  await posts[0]?.answer({ revision: 2 });
  expect(draft.read()).toMatchObject({ saving: "saved", revision: 2, canUndo: true });
  expect(posts).toHaveLength(1);
});

test("undo and redo send what takes back and what makes again", async () => {
  const { draft, posts } = setup();
  draft.edit([title("Sees an ad", "Clicks")]);
  await posts[0]?.answer({ revision: 2 });
  draft.undo();
  expect(shown(draft)).toBe("Sees an ad");
  await posts[1]?.answer({ revision: 3 });
  expect(posts[1]?.edits).toEqual([title("Clicks", "Sees an ad")]);
  draft.redo();
  expect(shown(draft)).toBe("Clicks");
  expect(draft.read().canRedo).toBe(false);
});

test("what the server says takes an edit back is what undo sends", async () => {
  const { draft, posts } = setup();
  const edit: Edit = { op: "set", step: "ad", field: "touchpoint.channel", to: "phone" };
  const undo: Edit = {
    op: "set",
    step: "ad",
    field: "touchpoint.channel",
    from: "phone",
    made: "touchpoint",
  };
  draft.edit([edit]);
  await posts[0]?.answer({ revision: 2, applied: [{ ...edit, undo }] });
  draft.undo();
  expect(posts[1]?.edits).toEqual([undo]);
});

test("typing in one field is one step of undo, a pause begins another", async () => {
  const { draft, posts, pass } = setup();
  draft.edit([title("Sees an ad", "C")]);
  pass(500);
  draft.edit([title("C", "Cl")]);
  pass(5_000);
  draft.edit([title("Cl", "Clicks")]);
  for (let i = 0; i < 3; i++) await posts[i]?.answer({ revision: i + 2 });
  draft.undo();
  expect(shown(draft)).toBe("Cl");
  draft.undo();
  expect(shown(draft)).toBe("Sees an ad");
  expect(draft.read().canUndo).toBe(false);
});

test("others' edits merge under mine", async () => {
  const { draft, posts } = setup();
  draft.edit([title("Sees an ad", "Mine")]);
  draft.remote(2, [{ op: "set", step: "ad", field: "owner", to: "b@example.com" }]);
  expect(stepOf(draft.read().journey, "ad")).toMatchObject({ title: "Mine", owner: "b@example.com" });
  await posts[0]?.answer({ revision: 3 });
  expect(draft.read()).toMatchObject({ revision: 3, saving: "saved" });
});

test("a conflict shows theirs, and mine on wish", async () => {
  const { draft, posts } = setup();
  draft.edit([title("Sees an ad", "Mine")]);
  draft.remote(2, [title("Sees an ad", "Theirs")]);
  await posts[0]?.answer({
    revision: 2,
    applied: [],
    conflicts: [{ edit: title("Sees an ad", "Mine"), current: "Theirs", by: "Ben" }],
  });
  expect(shown(draft)).toBe("Theirs");
  const conflict = draft.read().conflicts[0];
  if (!conflict) throw new Error("no conflict");
  draft.settle(conflict, "mine");
  expect(draft.read().conflicts).toEqual([]);
  expect(posts[1]?.edits).toEqual([title("Theirs", "Mine")]);
  expect(shown(draft)).toBe("Mine");
});

test("a missed revision reads the draft again", async () => {
  const { draft, serve, settled } = setup();
  serve({ revision: 9, journey: { ...journey, title: "Newer" }, faults: [] });
  draft.remote(9, []);
  await settled();
  expect(draft.read()).toMatchObject({ revision: 9, journey: { title: "Newer" } });
});

test("where another text stands in the draft's place, nothing of before can be taken back", async () => {
  const { draft, posts, serve } = setup();
  draft.edit([title("Sees an ad", "Clicks")]);
  await posts[0]?.answer({ revision: 2 });
  expect(draft.read().canUndo).toBe(true);
  serve({ revision: 3, journey, faults: [] });
  await draft.replaced();
  expect(shown(draft)).toBe("Sees an ad");
  expect(draft.read()).toMatchObject({ revision: 3, canUndo: false, canRedo: false });
});

test("without a connection edits wait, and are sent again in order", async () => {
  const { draft, posts, timers, settled } = setup();
  draft.edit([title("Sees an ad", "A")]);
  await posts[0]?.fail(new Problem(0, {}));
  draft.edit([{ op: "set", step: "ad", field: "owner", to: "a@example.com" }]);
  expect(draft.read()).toMatchObject({ saving: "waiting", pending: 2 });
  expect(shown(draft)).toBe("A");
  timers[0]?.();
  await posts.at(-1)?.answer({ revision: 2 });
  await posts.at(-1)?.answer({ revision: 3 });
  await settled();
  expect(draft.read()).toMatchObject({ saving: "saved", pending: 0 });
  expect(posts.map((p) => p.edits[0] && "field" in p.edits[0] && p.edits[0].field)).toContain("owner");
});

test("what the server refuses goes from the screen, and its undo with it", async () => {
  const { draft, posts } = setup();
  let said = "";
  draft.refused = (p) => {
    said = p.message;
  };
  draft.edit([title("Sees an ad", "Mine")]);
  await posts[0]?.fail(new Problem(403, { detail: "not yours" }));
  expect(shown(draft)).toBe("Sees an ad");
  expect(said).toBe("Not yours.");
  expect(draft.read().canUndo).toBe(false);
});

test("a new step that gets another id keeps what was done to it meanwhile", async () => {
  const { draft, posts } = setup();
  draft.edit([{ op: "add-step", phase: "before", stage: "Discover", after: "ad", value: { title: "Asks" } }]);
  draft.edit([{ op: "set", step: "asks", field: "optional", to: true }]);
  await posts[0]?.answer({
    revision: 2,
    applied: [
      {
        op: "add-step",
        phase: "before",
        stage: "Discover",
        after: "ad",
        step: "asks-2",
        value: { id: "asks-2", title: "Asks" },
      },
    ],
  });
  expect(posts[1]?.edits[0]).toMatchObject({ step: "asks-2", field: "optional" });
  expect(placesOf(draft.read().journey).map((p) => p.step.id)).toEqual(["ad", "asks-2"]);
});
