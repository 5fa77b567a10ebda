// SPDX-License-Identifier: Apache-2.0
import { NavLink, type To } from "react-router";
import classes from "./ScreenTabs.module.css";

interface ScreenTabsProps {
  /** What the tabs are of, for screen readers. */
  label: string;
  tabs: { name: string; to: To }[];
}

/** The parts of a screen, each at an address of its own. */
export function ScreenTabs({ label, tabs }: ScreenTabsProps) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ name, to }) => (
        <NavLink key={name} to={to} className={classes.tab}>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
