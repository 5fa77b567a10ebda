// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { Logo } from "@/ui";
import classes from "./Door.module.css";

/** The frame of the screens before one is inside. */
export function Door({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <main className={classes.door}>
      <title>{`${title} · Wend`}</title>
      <div className={classes.card}>
        <Logo size={32} />
        <h1 className={classes.title}>{title}</h1>
        {text && <p className={classes.text}>{text}</p>}
        {children}
      </div>
    </main>
  );
}
