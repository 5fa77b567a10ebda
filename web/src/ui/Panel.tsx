// SPDX-License-Identifier: Apache-2.0
import { type ReactNode, useId } from "react";
import classes from "./Panel.module.css";

interface PanelProps {
  title?: ReactNode;
  /** One quiet sentence below the title. */
  text?: ReactNode;
  /** Small buttons or links at the right of the title. */
  actions?: ReactNode;
  /** The content touches the borders: tables, charts with their own margins. */
  flush?: boolean;
  children: ReactNode;
}

/** A framed part of a screen. What it shows comes through <Loaded>, which knows the four states. */
export function Panel({ title, text, actions, flush = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={title ? id : undefined}>
      {(title || actions) && (
        <header className={classes.head}>
          <div className={classes.words}>
            {title && (
              <h2 id={id} className={classes.title}>
                {title}
              </h2>
            )}
            {text && <p className={classes.text}>{text}</p>}
          </div>
          {actions && <div className={classes.actions}>{actions}</div>}
        </header>
      )}
      <div className={classes.body} data-flush={flush || undefined}>
        {children}
      </div>
    </section>
  );
}
