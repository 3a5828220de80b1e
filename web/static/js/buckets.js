// Days gathered into bars: days, weeks from Monday, months, quarters, years. Runs without a browser.

import { dayFrom, partsOf } from "./words.js";

export const UNITS = ["day", "week", "month", "quarter", "year"];
export const DAYS = { day: 1, week: 7, month: 30.44, quarter: 91.3, year: 365.25 };
const MONTHS = { month: 1, quarter: 3, year: 12 };

/** The first day of the bucket that holds a day. @param {number} day @param {string} unit */
export function bucketOf(day, unit) {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday; weeks begin on Monday
  const { year, month } = partsOf(day);
  return dayFrom(year, month - (month % MONTHS[unit]));
}

/** The first day of the next bucket. @param {number} bucket @param {string} unit */
export function nextBucket(bucket, unit) {
  return stepBucket(bucket, unit, 1);
}

/** The first day of the bucket so many steps on. @param {number} bucket @param {string} unit @param {number} steps */
export function stepBucket(bucket, unit, steps) {
  if (unit === "day" || unit === "week") return bucket + steps * DAYS[unit];
  const { year, month } = partsOf(bucket);
  return dayFrom(year, month + steps * MONTHS[unit]);
}

/** The last day of the bucket that holds a day. @param {number} day @param {string} unit */
export function bucketEnd(day, unit) {
  return nextBucket(bucketOf(day, unit), unit) - 1;
}
