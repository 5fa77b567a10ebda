// SPDX-License-Identifier: Apache-2.0
import { useHere } from "../here";
import { ComingBack } from "./ComingBack";
import { Continuity } from "./Continuity";
import { Onwards } from "./Onwards";

/** Who comes back, from which journey to which, and what changes of channel it takes. */
export default function Returns() {
  const { terms } = useHere();
  return (
    <>
      {!terms.events && (
        <>
          <ComingBack />
          <Onwards />
        </>
      )}
      <Continuity />
    </>
  );
}
