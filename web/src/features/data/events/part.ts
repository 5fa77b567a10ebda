// SPDX-License-Identifier: Apache-2.0

/** Which part of the log is looked at, as the API asks for it. */
export type Part = {
  from?: string;
  to?: string;
  segment?: string;
  where?: string[];
};
