// SPDX-License-Identifier: Apache-2.0
export { exported } from "./download";
export { Issuer } from "./issuer";
export { accessible, settled, shots } from "./look";
export { cell, openMap, order, saved, step } from "./map";
export { demo, fresh, owner, type Person, served, shop, Wend } from "./wend";
