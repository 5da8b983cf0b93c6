import type { Array as Packed } from "./protocol";

/** Numbers of an answer. */
export type Numbers =
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array;

const KINDS = {
  f4: Float32Array,
  f8: Float64Array,
  i4: Int32Array,
  u1: Uint8Array,
  u2: Uint16Array,
  u4: Uint32Array,
} as const;

/** Unpack numbers. Their bytes are copied, as within a message they do not lie at even addresses. */
export function numbers(packed: Packed): Numbers {
  const bytes = packed.data.slice();
  return new KINDS[packed.dtype](bytes.buffer);
}

/** One row of numbers with two dimensions. */
export function row(values: Numbers, index: number, length: number): Numbers {
  return values.subarray(index * length, (index + 1) * length) as Numbers;
}
