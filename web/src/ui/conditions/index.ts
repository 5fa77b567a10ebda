// SPDX-License-Identifier: Apache-2.0
export { Conditions, newCondition, type OtherRow } from "./Conditions";
export { type Field, useEventNames, useProperties, useTraits } from "./fields";
