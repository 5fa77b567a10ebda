// SPDX-License-Identifier: Apache-2.0
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { address } from "./http";

/** A change to a journey's document; the shape of an edit belongs to the map. */
export interface DraftMessage {
  journey: string;
  revision: number;
  client: string;
  by: string;
  /** As "edit", "publish", "discard", "restore", "replace". */
  did: string;
  edits: unknown[];
}

export interface Presence {
  client: string;
  person: string;
  name: string;
  step?: string;
  field?: string;
  color: string;
}

/** What the server tells while a page is open. */
export interface StreamMessages {
  draft: DraftMessage;
  published: { journey: string; version: number };
  presence: { journey: string; people: Presence[] };
  events: { position: number };
  import: { id: string; [key: string]: unknown };
}

type Kind = keyof StreamMessages;
const kinds: Kind[] = ["draft", "published", "presence", "events", "import"];

export type StreamHandlers = { [K in Kind]?: (message: StreamMessages[K]) => void } & {
  /** A lost connection is back: something may have been missed. */
  again?: () => void;
};
export type StreamState = "connecting" | "open" | "lost";

/** This tab's name, so that it can tell its own edits from other people's. */
export const client: string = Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) =>
  n.toString(36),
).join("");

interface Listener {
  journey: string;
  handlers: () => StreamHandlers;
  state: (state: StreamState) => void;
}

/**
 * Stream is the one connection of a tab, shared by all who listen: browsers
 * allow only few to one server. It is about the journey that the last listener
 * named, closes while the tab is hidden for long, and comes back by itself.
 */
export class Stream {
  private readonly listeners = new Set<Listener>();
  private source: EventSource | undefined;
  private journey = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lost = false;
  private readonly open: (url: string) => EventSource;
  private readonly delays: { retry: number; hidden: number };

  constructor(open = (url: string) => new EventSource(url), delays = { retry: 5_000, hidden: 30_000 }) {
    this.open = open;
    this.delays = delays;
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    this.settle();
    return () => {
      this.listeners.delete(listener);
      this.settle();
    };
  }

  /** The tab went to the background, or came back. */
  visible(yes: boolean): void {
    clearTimeout(this.timer);
    if (!yes) this.timer = setTimeout(() => this.close(true), this.delays.hidden);
    else if (!this.source) this.settle();
  }

  private settle(): void {
    const journey = [...this.listeners].map((l) => l.journey).findLast(Boolean) ?? "";
    if (this.listeners.size === 0) {
      this.close(false);
      return;
    }
    if (this.source && journey === this.journey) return;
    this.close(this.lost);
    this.journey = journey;
    this.connect();
  }

  private connect(): void {
    const source = this.open(address("/stream", { journey: this.journey, client }));
    this.source = source;
    source.onopen = () => {
      this.tell("open");
      if (this.lost) for (const l of this.listeners) l.handlers().again?.();
      this.lost = false;
    };
    source.onerror = () => {
      this.lost = true;
      this.tell("lost");
      // A browser tries again by itself, but not after an answer that is no stream.
      if (source.readyState !== 2) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.source === source && this.connect(), this.delays.retry);
    };
    for (const kind of kinds)
      source.addEventListener(kind, (e) => this.deliver(kind, (e as MessageEvent<string>).data));
  }

  private deliver<K extends Kind>(kind: K, data: string): void {
    const message = JSON.parse(data) as StreamMessages[K];
    for (const l of this.listeners)
      (l.handlers()[kind] as ((m: StreamMessages[K]) => void) | undefined)?.(message);
  }

  private tell(state: StreamState): void {
    for (const l of this.listeners) l.state(state);
  }

  private close(lost: boolean): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
    this.lost = lost;
  }
}

const Context = createContext<Stream | null>(null);

/** Gives one stream to everything below. */
export function Streaming({ stream, children }: { stream: Stream; children: ReactNode }) {
  useEffect(() => {
    const told = () => stream.visible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", told);
    return () => document.removeEventListener("visibilitychange", told);
  }, [stream]);
  return <Context value={stream}>{children}</Context>;
}

/**
 * Listens to the server while the component lives; "" listens to the workspace
 * only. Handlers may change between renders; the connection stays.
 */
export function useStream(journey: string, handlers: StreamHandlers): StreamState {
  const stream = useContext(Context);
  const latest = useRef(handlers);
  const [state, setState] = useState<StreamState>("connecting");
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(
    () => stream?.listen({ journey, handlers: () => latest.current, state: setState }),
    [stream, journey],
  );
  return state;
}
