// SPDX-License-Identifier: Apache-2.0
import classes from "./Avatar.module.css";
import { hueOf, initialsOf } from "./personaDocument";

/** A persona's picture where it lies on this server, else the first letters of the name. */
export function Avatar({
  id,
  name,
  picture,
  size = 48,
}: {
  id: string;
  name: string;
  picture?: string;
  size?: number;
}) {
  const own = picture?.startsWith("/") && !picture.startsWith("//");
  return (
    <span
      className={classes.avatar}
      data-hue={hueOf(id)}
      style={{ width: size, height: size, fontSize: size * 0.38 }}
      aria-hidden
    >
      {own ? <img src={picture} alt="" width={size} height={size} /> : initialsOf(name)}
    </span>
  );
}
