// SPDX-License-Identifier: Apache-2.0
export * from "./operations.gen";
export type * from "./types.gen";
