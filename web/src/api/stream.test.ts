// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Stream } from "./stream";

/** What a browser's EventSource is to the stream. */
class Source extends EventTarget {
  readyState = 1;
  onopen = () => {};
  onerror = () => {};
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
  }
  close() {
    this.readyState = 2;
  }
}

let sources: Source[];
const newest = () => sources.at(-1) as Source;
const newStream = () =>
  new Stream((url) => {
    sources.push(new Source(url));
    return newest() as unknown as EventSource;
  });
const listener = (journey: string, handlers = {}) => ({ journey, handlers: () => handlers, state: vi.fn() });

beforeEach(() => {
  sources = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("the stream", () => {
  it("is one connection, about the journey somebody looks at", () => {
    const stream = newStream();
    stream.listen(listener(""));
    const leave = stream.listen(listener("buy"));
    expect(sources.map((s) => new URL(s.url, "http://x").searchParams.get("journey"))).toEqual([null, "buy"]);
    expect(sources.map((s) => s.readyState)).toEqual([2, 1]);
    leave();
    expect(newest().url).not.toContain("journey=");
  });
  it("brings messages to whoever wants that kind", () => {
    const events = vi.fn();
    newStream().listen(listener("", { events }));
    newest().dispatchEvent(new MessageEvent("events", { data: '{"position":7}' }));
    newest().dispatchEvent(new MessageEvent("published", { data: '{"journey":"a","version":1}' }));
    expect(events.mock.calls).toEqual([[{ position: 7 }]]);
  });
  it("comes back after a refusal and says that something may be missed", () => {
    const again = vi.fn();
    newStream().listen(listener("", { again }));
    newest().onopen();
    newest().readyState = 2;
    newest().onerror();
    vi.advanceTimersByTime(5_000);
    expect(sources).toHaveLength(2);
    newest().onopen();
    expect(again).toHaveBeenCalledOnce();
  });
  it("rests while the tab is hidden for long", () => {
    const again = vi.fn();
    const stream = newStream();
    stream.listen(listener("", { again }));
    stream.visible(false);
    vi.advanceTimersByTime(29_000);
    stream.visible(true);
    expect(sources).toHaveLength(1);
    stream.visible(false);
    vi.advanceTimersByTime(31_000);
    expect(newest().readyState).toBe(2);
    stream.visible(true);
    newest().onopen();
    expect(sources).toHaveLength(2);
    expect(again).toHaveBeenCalledOnce();
  });
});
