/** How much memory the gateways hold, before a fault and under it. */
import type { Part } from './part.ts';

/** Of each gateway, in bytes. */
export type Memory = readonly number[];

export function memoryOf(gateways: readonly Part[]): Promise<Memory> {
  return Promise.all(gateways.map((gateway) => gateway.memoryBytes()));
}

/** Of the gateway that grew most: its later size by its earlier one, less one. */
export function growth(earlier: Memory, later: Memory): number {
  return Math.max(...later.map((bytes, index) => bytes / (earlier[index] ?? Number.NaN))) - 1;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
