// SPDX-License-Identifier: Apache-2.0
import type { history as english } from "../en/history";
import type { Same } from "../words";

export const history: Same<typeof english> = {};
