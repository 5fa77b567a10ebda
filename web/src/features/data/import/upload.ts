// SPDX-License-Identifier: Apache-2.0
import { address, Problem } from "@/api";
import type { ReceivedImport } from "@/api/generated";

/**
 * Uploads files, telling which share of them was sent. fetch cannot tell that,
 * which is why this one request does not go through it.
 */
export function uploadFiles(
  files: readonly File[],
  onSent: (share: number) => void,
  signal: AbortSignal,
): Promise<ReceivedImport> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const file of files) form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", address("/imports"));
    request.responseType = "json";
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = (e) => e.lengthComputable && onSent(e.loaded / e.total);
    request.onload = () => {
      if (request.status === 201) resolve(request.response as ReceivedImport);
      else reject(new Problem(request.status, request.response ?? { title: request.statusText }));
    };
    request.onerror = () => reject(new Problem(0, { title: "" }));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}
