// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { type Icon, IconArrowRight } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { Link } from "react-router";
import classes from "./Home.module.css";

export interface Fact {
  /** The number, or the name, that the fact is about. */
  value: ReactNode;
  /** What it is about, written below it where it stands large. */
  text: ReactNode;
  /** The same, written before it in a line; the text if not given. */
  label?: ReactNode;
  to?: string;
  tone?: "good" | "warn" | "bad";
}

interface StageProps {
  icon: Icon;
  name: string;
  /** What this stage of the loop is for. */
  text: string;
  children: ReactNode;
}

/** One stage of the loop. */
export function Stage({ icon: Shape, name, text, children }: StageProps) {
  const id = useId();
  return (
    <section className={classes.stage} aria-labelledby={id}>
      <header className={classes.head}>
        <Shape size={16} stroke={1.6} aria-hidden />
        <h2 id={id} className={classes.name}>
          {name}
        </h2>
        <span className={classes.purpose}>{text}</span>
      </header>
      {children}
    </section>
  );
}

interface FactsProps {
  /** The most important fact comes first and is written large. */
  facts: Fact[];
  action: { label: string; to: string };
}

/** What is known of a stage: one fact large, the others below, and the next action. */
export function Facts({ facts: [first, ...rest], action }: FactsProps) {
  return (
    <>
      {first && (
        <div className={classes.first} data-tone={first.tone}>
          <span className={classes.value}>{first.value}</span>
          <span>{first.text}</span>
        </div>
      )}
      {rest.length > 0 && (
        <ul className={classes.rest}>
          {rest.map((fact, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: facts have a fixed order
            <li key={i} data-tone={fact.tone}>
              {fact.to ? (
                <Link to={fact.to}>{fact.label ?? fact.text}</Link>
              ) : (
                <span>{fact.label ?? fact.text}</span>
              )}
              <span className={classes.number}>{fact.value}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.action}>
        <Button
          component={Link}
          to={action.to}
          size="xs"
          variant="default"
          rightSection={<IconArrowRight size={14} stroke={1.8} />}
        >
          {action.label}
        </Button>
      </div>
    </>
  );
}
