-- The work of the clock and of checks of report_templates/rules, as DuckDB would do it: each query counts what the check of that id finds.
-- It knows only what these ledgers have: three channels, postal replies, supplements, extensions and consultations. The program also
-- says each finding in words.
-- clock
CREATE TABLE days AS
  SELECT day, working, sum(working::int) OVER (ORDER BY day) AS nth
  FROM (SELECT d::DATE AS day, CASE WHEN c.kind IS NULL THEN isodow(d) < 6 ELSE c.kind = 'workday' END AS working
        FROM range(DATE '2024-01-01', DATE '2027-01-01', INTERVAL 1 DAY) AS r(d)
        LEFT JOIN (SELECT date, kind FROM read_csv('$CALENDAR', header = true, columns = {date: 'DATE', kind: 'VARCHAR', name: 'VARCHAR',
                   source: 'VARCHAR', status: 'VARCHAR', region: 'VARCHAR'})) c ON c.date = d::DATE);
CREATE TABLE working_days AS SELECT nth, day FROM days WHERE working;
CREATE TABLE courses AS
  SELECT e.no, max(e.day) FILTER (event = 'BH') AS supplemented, bool_or(event = 'BZ' AND e.day <= DATE '2026-01-20') AS asked, coalesce(max(days) FILTER (event = 'YQ' AND opinion = '同意'), 0) AS extended,
         coalesce(max(d.nth) FILTER (event = 'ZF') - max(d.nth) FILTER (event = 'ZQ'), 0) AS excluded
  FROM events e JOIN days d ON d.day = e.day GROUP BY e.no;
CREATE TABLE clock AS
  WITH starts AS (
    SELECT r.no, submitted AS receipt, CASE WHEN outcome IS NOT NULL THEN coalesce(sent, letter_date) END AS decisive,
           coalesce(c.supplemented, submitted) AS start, coalesce(c.supplemented, CASE channel WHEN 'C4' THEN registered END, submitted) AS other,
           20 + coalesce(extended, 0) + coalesce(excluded, 0) AS limit_days, asked AND c.supplemented IS NULL AND outcome IS NULL AS waits
    FROM requests r LEFT JOIN courses c ON c.no = r.no),
  dues AS (
    SELECT s.no, receipt, decisive, waits, receipt_day.nth AS receipt_nth, w.day AS due_start, v.day AS due_other
    FROM starts s JOIN days receipt_day ON receipt_day.day = s.receipt
    JOIN days a ON a.day = s.start JOIN working_days w ON w.nth = a.nth + limit_days
    JOIN days b ON b.day = s.other JOIN working_days v ON v.nth = b.nth + (NOT b.working)::int + limit_days)
  SELECT no, receipt, decisive, receipt_nth, least(due_start, due_other) AS strict,
         CASE WHEN NOT coalesce(waits, false) THEN greatest(due_start, due_other) END AS lenient,   -- none while the supplement is waited for
         CASE WHEN decisive IS NULL THEN CASE WHEN DATE '2026-01-20' > lenient THEN 'overdue' ELSE 'open' END
              WHEN decisive > lenient THEN 'late' WHEN decisive > strict THEN 'disputed' ELSE 'in_time' END AS state
  FROM dues;
CREATE TABLE answered AS SELECT r.*, c.decisive, c.receipt, c.state, c.receipt_nth FROM requests r JOIN clock c USING (no)
  WHERE c.decisive BETWEEN DATE '2025-01-01' AND DATE '2025-12-31';
-- A04
SELECT (SELECT count(*) FROM (UNPIVOT (SELECT submitted, registered, letter_date, sent FROM requests) ON COLUMNS(*) INTO NAME col VALUE day)
        WHERE day NOT BETWEEN DATE '2008-05-01' AND DATE '2026-01-20')
     + (SELECT count(*) FROM events WHERE day NOT BETWEEN DATE '2008-05-01' AND DATE '2026-01-20');
-- A05
SELECT count(*) FROM (SELECT no FROM requests GROUP BY no HAVING count(*) > 1);
-- A06
WITH numbers AS (SELECT no, rtrim(no, '0123456789') AS prefix, substr(no, length(rtrim(no, '0123456789')) + 1) AS tail, receipt FROM clock),
steps AS (
  SELECT prefix, tail::INT AS serial, count(*) OVER (PARTITION BY prefix) AS used,
         lag(tail::INT, 1, CASE WHEN contains(prefix, '2025') THEN 0 ELSE tail::INT - 1 END) OVER (PARTITION BY prefix ORDER BY tail::INT, no) AS before
  FROM numbers WHERE length(tail) BETWEEN 1 AND 6 AND (contains(prefix, '2025') OR year(receipt) = 2025))
SELECT count(*) FROM (SELECT prefix FROM steps WHERE serial > before + 1 GROUP BY prefix, used HAVING sum(serial - 1 - before) <= used);
-- A07
WITH numbers AS (
  SELECT contains(no, year(receipt)::VARCHAR) OR coalesce(contains(no, year(registered)::VARCHAR), false) AS has_year,
         contains(no, strftime(receipt, '%Y%m%d')) OR coalesce(contains(no, strftime(registered, '%Y%m%d')), false) AS has_day
  FROM requests JOIN clock USING (no) WHERE year(receipt) = 2025),
shares AS (SELECT 2 * sum(has_day::int) > count(*) AS days, 2 * sum(has_year::int) > count(*) AS years FROM numbers)
SELECT count(*) FROM numbers, shares WHERE (days AND NOT has_day) OR (years AND NOT has_year);
-- A10
SELECT count(*) FROM requests JOIN clock USING (no) WHERE year(receipt) = 2025 AND (applicant IS NULL OR subject IS NULL);
-- A12
SELECT count(*) FROM requests WHERE registered < submitted;
-- A13
SELECT (SELECT count(*) FILTER (e.day < receipt) + count(*) FILTER (e.day > decisive AND event NOT IN ('JF', 'GD', 'LH')) FROM events e JOIN clock USING (no))
     + (SELECT count(*) FROM requests JOIN clock USING (no) WHERE letter_date > decisive);
-- A17
SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM requests JOIN clock USING (no)
                                     WHERE year(receipt) = 2025 AND applicant IS NOT NULL AND subject IS NOT NULL
                                     GROUP BY applicant, receipt, subject HAVING count(*) > 1);
-- A18
SELECT count(*) FILTER (outcome IS NULL AND coalesce(letter_no, letter_date::VARCHAR, sent::VARCHAR) IS NOT NULL)
     + count(*) FILTER (outcome IS NOT NULL AND letter_no IS NULL) FROM requests;
-- B01
SELECT count(*) FROM clock WHERE receipt <= DATE '2025-12-31' AND decisive >= DATE '2025-01-01' AND state = 'late';
-- B02
SELECT count(*) FROM clock WHERE receipt <= DATE '2025-12-31' AND decisive >= DATE '2025-01-01' AND state = 'disputed' AND DATE '2026-01-20' > strict;
-- B03
SELECT count(*) FROM clock WHERE receipt <= DATE '2025-12-31' AND decisive IS NULL AND (state = 'overdue' OR DATE '2026-01-20' > strict);
-- B04
SELECT count(*) FROM clock c JOIN days s ON s.day = c.strict LEFT JOIN days l ON l.day = c.lenient, (SELECT nth FROM days WHERE day = DATE '2026-01-20') today
WHERE receipt <= DATE '2025-12-31' AND state = 'open' AND decisive IS NULL
  AND ((strict >= DATE '2026-01-20' AND s.nth - today.nth <= 5) OR (lenient >= DATE '2026-01-20' AND l.nth - today.nth <= 5));
-- B05
SELECT count(*) FROM events e JOIN clock c USING (no) JOIN days d ON d.day = e.day
WHERE event = 'BZ' AND e.day <= DATE '2026-01-20' AND d.nth > receipt_nth + 7 AND receipt <= DATE '2025-12-31' AND (decisive IS NULL OR decisive >= DATE '2025-01-01');
-- B06
SELECT count(*) FROM (SELECT e.*, receipt, decisive, row_number() OVER (PARTITION BY no ORDER BY seq) AS nth FROM events e JOIN clock USING (no) WHERE event = 'BZ')
WHERE nth > 1 AND receipt <= DATE '2025-12-31' AND (decisive IS NULL OR decisive >= DATE '2025-01-01');
-- B07
SELECT count(*) FROM events JOIN clock USING (no)
WHERE event = 'BZ' AND until IS NULL AND receipt <= DATE '2025-12-31' AND (decisive IS NULL OR decisive >= DATE '2025-01-01');
-- B20
SELECT count(*) FROM answered a JOIN days d ON d.day = a.decisive WHERE NOT d.working;
-- B21
SELECT count(*) FROM answered WHERE delivery = 'S9';
-- B23
WITH replies AS (SELECT a.kind, d.nth - a.receipt_nth AS used, state FROM answered a JOIN days d ON d.day = a.decisive WHERE outcome NOT LIKE '6.%'),
figures AS (SELECT coalesce(kind, 'all') AS who, count(*) AS n, sum((state = 'in_time')::int) AS in_time, quantile_disc(used, [0.5, 0.9]) AS days
            FROM replies GROUP BY ROLLUP (kind))
SELECT count(*) FROM figures WHERE n >= 20 AND in_time >= 0 AND days[1] <= days[2];
-- C03
SELECT count(*) FROM answered a WHERE outcome = '3.4' AND NOT EXISTS (SELECT 1 FROM events e WHERE e.no = a.no AND event = 'ZQ');
-- C04
SELECT count(*) FROM answered a WHERE outcome IN ('1', '2') AND EXISTS (SELECT 1 FROM events e WHERE e.no = a.no AND event = 'ZF' AND opinion = '不同意')
  AND NOT EXISTS (SELECT 1 FROM events e WHERE e.no = a.no AND event = 'GD' AND e.day <= a.decisive);
-- C05
SELECT count(*) FROM answered a WHERE outcome = '4.3' AND NOT (EXISTS (SELECT 1 FROM events e WHERE e.no = a.no AND event = 'BZ')
  AND EXISTS (SELECT 1 FROM events e WHERE e.no = a.no AND event = 'BH'));
-- C06
SELECT count(*) FROM answered WHERE outcome = '5.2';
-- C07
WITH counted AS (SELECT applicant, year(receipt) AS year, count(*) AS n FROM requests JOIN clock USING (no)
                 WHERE receipt >= DATE '2025-01-01' - 366 AND applicant IN (SELECT applicant FROM answered WHERE outcome = '5.4') GROUP BY ALL)
SELECT count(*) FROM answered a JOIN counted n ON n.applicant = a.applicant AND n.year = year(a.receipt)
WHERE outcome = '5.4' AND (n < 5 OR NOT EXISTS (SELECT 1 FROM events e WHERE e.no = a.no AND event = 'LY'));
-- C08
SELECT count(*) FROM answered a WHERE outcome = '6.2' AND NOT EXISTS (SELECT 1 FROM events e WHERE e.no = a.no AND event = 'SF');
-- C09
SELECT (SELECT count(*) FROM answered WHERE outcome = '6.3')
     + (SELECT count(*) FROM (SELECT sum((outcome = '6.3')::int) AS other, count(*) AS n FROM answered) WHERE n >= 20 AND other * 100 > n * 5);
-- C14
SELECT count(*) FROM (SELECT subject FROM answered WHERE outcome = '1' AND subject IS NOT NULL GROUP BY subject HAVING count(DISTINCT applicant) >= 3);
-- E04
SELECT count(*) FROM clock c WHERE receipt < DATE '2025-01-01' AND (decisive IS NULL OR decisive > DATE '2025-12-31')
  AND NOT EXISTS (SELECT 1 FROM events e WHERE e.no = c.no AND year(e.day) = 2025 AND event IN ('BH', 'JF', 'LH'));
