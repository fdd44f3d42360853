/* tslint:disable */
/* eslint-disable */
export const memory: WebAssembly.Memory;
export const __wbg_screener_free: (a: number, b: number) => void;
export const calculate: (a: any, b: any) => [number, number, number];
export const calculators: () => [number, number, number];
export const catalogue: () => [number, number, number];
export const check: (a: any) => [number, number, number];
export const drug: (a: any) => [number, number, number];
export const drugs: () => [number, number, number];
export const progression: (a: any, b: any, c: any) => [number, number, number];
export const relapseRules: () => [number, number, number];
export const screener_contradictions: (a: number, b: any, c: any) => [number, number, number];
export const screener_new: (a: any) => [number, number, number];
export const screener_next: (a: number, b: any, c: any) => [number, number, number];
export const screener_open: (a: number, b: any, c: any) => [number, number, number];
export const screener_questions: (a: number) => [number, number, number];
export const screener_screen: (a: number, b: any, c: any) => [number, number, number];
export const screener_statuses: (a: number, b: any, c: any) => [number, number, number, number];
export const version: () => [number, number, number];
export const worseningRules: () => [number, number, number];
export const __wbindgen_malloc: (a: number, b: number) => number;
export const __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
export const __wbindgen_free: (a: number, b: number, c: number) => void;
export const __wbindgen_exn_store: (a: number) => void;
export const __externref_table_alloc: () => number;
export const __wbindgen_externrefs: WebAssembly.Table;
export const __externref_table_dealloc: (a: number) => void;
export const __wbindgen_start: () => void;
