-- 每件申请记两笔：从哪里来（新收、上年结转），到哪里去（某种办理结果、结转下年度），因此勾稽关系必然成立。
-- 收到日期不晚于统计截止日、且年初还没有办完的才计；截止日以后才答复的，截止日那天仍未办完。
-- 2019年5月15日以前收到的申请，办理结果计作本表的哪一行，由 data/clock/outcomes.yaml 的 counted_as 定。
-- 没有办理结果的，无论有没有答复日期，都还没有办完，与上年的结转一致。
SELECT CASE
         WHEN way.column1 = 'in' THEN CASE WHEN s.received = 'within' THEN 'new' ELSE 'carried_in' END
         WHEN s.outcome IS NULL OR s.decided IS NULL OR s.decided = 'after' THEN 'carried_out'
         -- 本表的（六）其他处理不再细分。
         WHEN code_text('outcomes', s.counted_as) GLOB '6.*' THEN '6'
         ELSE code_text('outcomes', s.counted_as)
       END AS row,
       CASE s.applicant_kind
         WHEN code('applicant_kinds', 'A1') THEN 'natural_person'
         WHEN code('applicant_kinds', 'B1') THEN 'enterprise'
         WHEN code('applicant_kinds', 'B2') THEN 'research'
         WHEN code('applicant_kinds', 'B3') THEN 'welfare'
         WHEN code('applicant_kinds', 'B4') THEN 'legal_service'
         ELSE 'other_org'
       END AS col,
       s.n AS amount, 'requests' AS source, s.no AS key
FROM request_shapes(:agency, :first, :close) AS s
CROSS JOIN (VALUES ('in'), ('out')) AS way
WHERE s.received = 'within' OR (s.received = 'before' AND (s.outcome IS NULL OR s.decided IS NULL OR s.decided <> 'before'))
