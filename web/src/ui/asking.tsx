// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { problemOf } from "@/api";
import { type Translate, useT } from "@/lang";

interface Question {
  title: string;
  text?: ReactNode;
  /** The word on the button that does it: "Delete the segment". */
  action: string;
  /** It destroys something. */
  danger?: boolean;
}

type Confirm = (question: Question) => Promise<boolean>;
const Context = createContext<Confirm | null>(null);

/** Lets everything below ask before it does what cannot be undone. */
export function AskingProvider({ children }: { children: ReactNode }) {
  const t = useT();
  const [question, setQuestion] = useState<Question | null>(null);
  const [opened, setOpened] = useState(false);
  const answer = useRef<(yes: boolean) => void>(() => {});
  const ask = useCallback<Confirm>((next) => {
    setQuestion(next);
    setOpened(true);
    return new Promise((resolve) => {
      answer.current = resolve;
    });
  }, []);
  const say = (yes: boolean) => {
    setOpened(false);
    answer.current(yes);
  };
  return (
    <Context value={ask}>
      {children}
      <Modal opened={opened} onClose={() => say(false)} title={question?.title ?? t("ui.confirm")} size="sm">
        <Text component="div" c="dimmed">
          {question?.text}
        </Text>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={() => say(false)}>
            {t("common.cancel")}
          </Button>
          <Button color={question?.danger ? "red" : undefined} onClick={() => say(true)} data-autofocus>
            {question?.action}
          </Button>
        </Group>
      </Modal>
    </Context>
  );
}

/** Asks, and resolves to the answer: if (await confirm({...})) … */
export function useConfirm(): Confirm {
  const confirm = useContext(Context);
  if (!confirm) throw new Error("no <AskingProvider> above");
  return confirm;
}

export interface Toasts {
  /** Something was done; with undo it offers to take it back. */
  done: (text: string, undo?: () => void) => void;
  /** Something could not be done: what happened and the remedy. */
  failed: (error: unknown) => void;
}

export function useToasts(): Toasts {
  const t = useT();
  return useMemo(
    () => ({ done: (text, undo) => done(t, text, undo), failed: (error) => failed(t, error) }),
    [t],
  );
}

function done(t: Translate, text: string, undo?: () => void): void {
  const id = notifications.show({
    color: "teal",
    autoClose: undo ? 8_000 : 4_000,
    closeButtonProps: { "aria-label": t("common.close") },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{text}</span>
        {undo && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            {t("common.undo")}
          </Button>
        )}
      </Group>
    ),
  });
}

function failed(t: Translate, error: unknown): void {
  const problem = problemOf(error);
  const offline = problem.code === "offline";
  notifications.show({
    color: "red",
    autoClose: 10_000,
    closeButtonProps: { "aria-label": t("common.close") },
    title: offline ? t("ui.offline") : problem.message,
    message: offline
      ? t("ui.offlineRemedy")
      : problem.remedy || problem.faults.map((f) => f.message).join(" "),
  });
}
