// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askAgain, client, keys, type Presence, send, useStream } from "@/api";
import { useToasts } from "@/ui";
import type { Edit } from "../document/types";
import { colorOf } from "../head/People";
import { useStore } from "./store";
import type { Tools } from "./tools";

/** What puts another text in the draft's place. */
const replacing = new Set(["discard", "restore", "replace"]);

/**
 * Keeps the map together with what others do: their edits, where they are, new
 * versions and new events. It returns the log's newest known position.
 */
export function useLive(tools: Tools, live: boolean, step: string): number {
  const toasts = useToasts();
  const queries = useQueryClient();
  const [position, setPosition] = useState(0);
  const { journey, draft, ui } = tools;
  const field = useStore(ui, (u) => u.field);
  useStream(journey, {
    draft: (message) => {
      if (message.journey !== journey) return;
      if (replacing.has(message.did)) {
        void askAgain(queries, keys.journeys);
        if (live) void draft.replaced();
      } else if (live && message.client !== client)
        draft.remote(message.revision, (message.edits ?? []) as Edit[]);
    },
    published: (message) => {
      if (message.journey !== journey) return;
      void askAgain(queries, keys.journeys);
      if (live) void draft.reload();
    },
    presence: (message) => {
      if (message.journey !== journey) return;
      const people: Presence[] = (message.people ?? [])
        .filter((p) => p.client !== client)
        .map((p) => ({ ...p, color: colorOf(p.client) }));
      ui.write({ people });
    },
    events: (message) => setPosition(message.position),
    again: () => live && void draft.reload(),
  });
  useEffect(() => {
    const body = { client, journey, ...(step ? { step } : {}), ...(field ? { field } : {}) };
    const timer = setTimeout(() => void send("POST", "/presence", { body }).catch(() => {}), 250);
    return () => clearTimeout(timer);
  }, [journey, step, field]);
  useEffect(() => {
    draft.refused = (problem) => toasts.failed(problem);
    const retry = () => draft.retry();
    const leaving = (event: BeforeUnloadEvent) => {
      if (draft.read().pending > 0) event.preventDefault();
    };
    window.addEventListener("online", retry);
    window.addEventListener("beforeunload", leaving);
    return () => {
      window.removeEventListener("online", retry);
      window.removeEventListener("beforeunload", leaving);
    };
  }, [draft, toasts]);
  return position;
}
