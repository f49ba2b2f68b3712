//! The heap: a free list for every power of two.
//!
//! std's allocator for wasm weighs 2 kB of brotli and is made for programs that live for hours and
//! give memory back. A flow lives for minutes and asks for the same few sizes over and over: taking
//! the first free block of the next power of two is enough, takes the same few steps every time, and
//! weighs a quarter. What is freed is used again; a thousand flows shown and taken away need no more
//! memory than one. A block wastes at most half of itself.
//!
//! One thread only: there are no atomics in this wasm.

use std::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    ptr::null_mut,
};

const PAGE: usize = 1 << 16;

/// The smallest block: 16 bytes, enough for a link and for what is asked most.
const LEAST: usize = 4;

/// No block is aligned more than this; nothing in the widget asks for more than 16.
const MOST_ALIGN: usize = 64;

/// The heap.
pub(crate) struct Heap(UnsafeCell<Lists>);

struct Lists {
    /// The first free block of each power of two; 0 where there is none.
    free: [usize; 32],
    /// Where memory that was never handed out begins, and where it ends.
    top: usize,
    end: usize,
}

// SAFETY: wasm without atomics has one thread.
unsafe impl Sync for Heap {}

impl Heap {
    /// Makes an empty heap.
    pub(crate) const fn new() -> Self {
        Heap(UnsafeCell::new(Lists { free: [0; 32], top: 0, end: 0 }))
    }
}

/// Gives the power of two of the block for a layout.
fn class(layout: Layout) -> usize {
    let size = layout.size().max(layout.align()).max(1 << LEAST);
    (usize::BITS - (size - 1).leading_zeros()) as usize
}

// SAFETY: a block is in one free list or handed out, never both; blocks of a class are as large as
// the class says, do not overlap, and are aligned to the smaller of their size and MOST_ALIGN.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let class = class(layout);
        // SAFETY: one thread, and no reference to the lists outlives a call.
        let lists = unsafe { &mut *self.0.get() };
        if class >= lists.free.len() || layout.align() > MOST_ALIGN {
            return null_mut();
        }
        let first = lists.free[class];
        if first != 0 {
            // SAFETY: a free block begins with the address of the next one.
            lists.free[class] = unsafe { *(first as *const usize) };
            return first as *mut u8;
        }
        let size = 1 << class;
        let align = size.min(MOST_ALIGN);
        let mut start = (lists.top + align - 1) & !(align - 1);
        if start + size > lists.end {
            let pages = size / PAGE + 1;
            let old = core::arch::wasm32::memory_grow(0, pages);
            if old == usize::MAX {
                return null_mut();
            }
            // Memory that somebody else has grown in between is theirs.
            if old * PAGE != lists.end {
                start = old * PAGE;
            }
            lists.end = (old + pages) * PAGE;
        }
        lists.top = start + size;
        start as *mut u8
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let class = class(layout);
        // SAFETY: as above; the block is ours again, and large enough for a link.
        unsafe {
            let lists = &mut *self.0.get();
            *block.cast::<usize>() = lists.free[class];
            lists.free[class] = block as usize;
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller promises that the size fits a layout of this alignment.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        if class(wanted) == class(layout) {
            return block;
        }
        // SAFETY: both blocks are at least as large as what is copied, and do not overlap.
        unsafe {
            let fresh = self.alloc(wanted);
            if !fresh.is_null() {
                fresh.copy_from_nonoverlapping(block, layout.size().min(size));
                self.dealloc(block, layout);
            }
            fresh
        }
    }
}
