// SPDX-License-Identifier: Apache-2.0
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { askAgain } from "@/api";
import { useToasts } from "./asking";

interface Change<Input, Answer> {
  run: (input: Input) => Promise<Answer>;
  /** What is stale afterwards. */
  stale: QueryKey;
  /** What to say when it worked; nothing where the screen shows it. */
  said?: (input: Input, answer: Answer) => string;
}

/** A change on the server: failures are told, what it makes stale is asked for again. */
export function useChange<Input, Answer>({ run, stale, said }: Change<Input, Answer>) {
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: run,
    onSuccess: async (answer, input) => {
      if (said) toasts.done(said(input, answer));
      await askAgain(queries, stale);
    },
    onError: (error) => toasts.failed(error),
  });
}
