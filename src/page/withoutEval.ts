import { z } from 'zod';

/**
 * To be imported before any schema is made: has schemas read without compiling functions from text. The policy of a page
 * refuses that, and browsers say so aloud.
 */
z.config({ jitless: true });
