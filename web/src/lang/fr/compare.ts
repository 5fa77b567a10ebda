// SPDX-License-Identifier: Apache-2.0
import type { compare as english } from "../en/compare";
import type { Same } from "../words";

export const compare: Same<typeof english> = {};
