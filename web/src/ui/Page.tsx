// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import classes from "./Page.module.css";

interface PageProps {
  /** The name of the screen, in the tab and for screen readers. */
  title: string;
  /** No margins and no scrolling of its own: the map, which scrolls inside. */
  full?: boolean;
  /** Not wider than text is read well: settings, forms. */
  narrow?: boolean;
  children: ReactNode;
}

/** One screen. It sets the tab's title and holds the margins. */
export function Page({ title, full = false, narrow = false, children }: PageProps) {
  return (
    <div className={classes.page} data-full={full || undefined} data-narrow={narrow || undefined}>
      <title>{`${title} · Wend`}</title>
      {children}
    </div>
  );
}

interface PageHeaderProps {
  title: ReactNode;
  /** One sentence on what the screen is for, or what it shows now. */
  text?: ReactNode;
  /** Where this screen stands: a link to its list. */
  above?: ReactNode;
  /** Buttons at the right; the main action last. */
  actions?: ReactNode;
  /** Tabs or a filter bar below the title. */
  children?: ReactNode;
}

/** The head of a screen: its name, what can be done, and how it is filtered. */
export function PageHeader({ title, text, above, actions, children }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      {above && <div className={classes.above}>{above}</div>}
      <div className={classes.row}>
        <div className={classes.words}>
          <h1 className={classes.title}>{title}</h1>
          {text && <p className={classes.text}>{text}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {children && <div className={classes.below}>{children}</div>}
    </header>
  );
}
