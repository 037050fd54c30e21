/** What is rare, and therefore asked of the host: `KernelHost` in `../kernel.ts` says what each is to do. */
export declare function lookUpKey(start: usize, end: usize, previous: usize): usize;
export declare function isOwnIgrp(start: usize, end: usize): bool;
export declare function isRow(start: usize, end: usize): bool;
export declare function writeDecoded(step: usize, row: i32, start: usize, end: usize, at: usize): usize;
export declare function takeRoom(plan: usize, at: usize): void;
export declare function takeLarge(step: usize, row: i32, start: usize, end: usize): void;
export declare function takeTail(plan: usize): void;
