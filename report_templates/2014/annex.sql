-- 《政府信息公开情况统计表》。台账没有记录的行由年报申报数填，没有申报的留空。
WITH given AS (                                        -- 申报数里本表的各行
  SELECT row, tbl || '/' || row || '/' || col AS cell, value, scale FROM cells
  WHERE set_id = 'declared' AND agency = :agency AND year = :year AND tbl = 'annex' AND value IS NOT NULL),
outcome_rows (outcome, row) AS (
  VALUES ('J1', 'already_public'), ('J2', 'granted'), ('J3', 'granted_part'),
         ('J4.1', 'ref_secret'), ('J4.2', 'ref_business'), ('J4.3', 'ref_privacy'), ('J4.4', 'ref_safety'), ('J4.5', 'ref_not_info'), ('J4.6', 'ref_other_law'),
         ('J5', 'not_this_agency'), ('J6', 'not_exist'), ('J7', 'told_amend'), ('J8', 'told_other_way')),
closed AS (                                            -- 年内办结的申请
  SELECT r.no, r.outcome, c.extended_days
  FROM requests AS r JOIN clock AS c ON c.request = r.id
  WHERE r.agency = :agency AND r.outcome IS NOT NULL AND c.decisive BETWEEN :first AND :close)
-- 主动公开政府信息数：申报了的用申报数（同一条信息在几个渠道公开只计1条），没有申报的数目录里公开属性为主动、年内公开的。
SELECT 'proactive_total' AS row, 'amount' AS col, 1 AS amount, 'catalogue' AS source, coalesce(no, '第' || line || '行') AS key
FROM catalogue
WHERE agency = :agency AND openness = code('openness', '1') AND published BETWEEN :first AND :close
  AND NOT EXISTS (SELECT 1 FROM given WHERE row = 'proactive_total')
UNION ALL
SELECT 'normative_published', 'amount', 1, 'documents', no
FROM documents WHERE agency = :agency AND type = code('document_types', 'XG') AND proactive = 1 AND published BETWEEN :first AND :close
UNION ALL
SELECT 'normative_issued', 'amount', 1, 'documents', no
FROM documents WHERE agency = :agency AND type = code('document_types', 'XG') AND made BETWEEN :first AND :close
UNION ALL
-- 渠道：同一条信息在几个渠道公开，各计一条。
SELECT CASE code_text('media', channel) WHEN '1' THEN 'gazette' WHEN '2' THEN 'website' WHEN '3' THEN 'weibo' WHEN '4' THEN 'wechat'
                                     ELSE iif(code_text('media', channel) GLOB '2.*', 'website', 'other_channel') END,
       'amount', amount, 'channels', label_text('media', channel) || coalesce(month || '月', '')
FROM channels
WHERE agency = :agency AND year = :year AND code_text('media', channel) <> '12'
  -- 政府网站有总数的，各栏目是其中数
  AND NOT (code_text('media', channel) GLOB '2.*' AND EXISTS (
    SELECT 1 FROM channels AS w WHERE w.agency = :agency AND w.year = :year AND w.channel = code('media', '2')))
UNION ALL
SELECT 'interpretations', 'amount', 1, 'interpretations', no
FROM interpretations WHERE agency = :agency AND published BETWEEN :first AND :close
UNION ALL
-- 收到：年内收到的申请，按申请方式。口头代填计当面，电子邮件计网络，误投转入和其他计信函。
SELECT CASE code_text('channels', r.channel) WHEN 'C1' THEN 'in_person' WHEN 'C7' THEN 'in_person' WHEN 'C6' THEN 'fax'
                                             WHEN 'C4' THEN 'network' WHEN 'C5' THEN 'network' ELSE 'letter' END,
       'amount', 1, 'requests', r.no
FROM requests AS r JOIN clock AS c ON c.request = r.id
WHERE r.agency = :agency AND c.receipt BETWEEN :first AND :close
UNION ALL
-- 办结：年内办结的。经批准延期的计延期办结，其余计按时办结（统计表没有逾期一项）。
SELECT CASE WHEN extended_days > 0 THEN 'extended' ELSE 'on_time' END, 'amount', 1, 'requests', no FROM closed
UNION ALL
-- 答复：以答复办结的。撤回等不是答复的，只在办结里计。
SELECT o.row, 'amount', 1, 'requests', closed.no FROM closed JOIN outcome_rows AS o ON o.outcome = code_text('outcomes', closed.outcome)
UNION ALL
-- 复议、诉讼：年内审结的；尚未审结的没有地方写。复议机关作共同被告的不计（国办公开办函〔2016〕201号）。
SELECT CASE kind WHEN code('dispute_kinds', 'FY') THEN 'review_' ELSE 'suits_' END
       || CASE result WHEN code('dispute_results', '1') THEN 'upheld' WHEN code('dispute_results', '2') THEN 'corrected' ELSE 'other' END,
       'amount', 1, 'disputes', no
FROM disputes WHERE agency = :agency AND coalesce(co_defendant, 0) = 0 AND concluded BETWEEN :first AND :close
UNION ALL
-- 收取的费用：实缴的元数，一分等于 0.000001 万元。
SELECT 'fees', 'amount', rtrim(rtrim(decimal_text(amount / 10000, 6, 6), '0'), '.'), 'events', request_no
FROM events WHERE agency = :agency AND event = code('events', 'JF') AND day BETWEEN :first AND :close AND amount IS NOT NULL
UNION ALL
SELECT CASE matter WHEN code('supervision_matters', '4') THEN 'courses' ELSE 'complaints' END,
       'amount', coalesce(times, 1), 'supervision', label_text('supervision_matters', matter) || '，第' || line || '行'
FROM supervision
WHERE agency = :agency AND year = :year AND coalesce(day, :close) <= :close AND matter IN (code('supervision_matters', '4'), code('supervision_matters', '6'))
UNION ALL
SELECT 'trainees', 'amount', people, 'supervision', label_text('supervision_matters', matter) || '，第' || line || '行'
FROM supervision
WHERE agency = :agency AND year = :year AND coalesce(day, :close) <= :close AND matter = code('supervision_matters', '4') AND people IS NOT NULL
UNION ALL
-- 台账没有记录的各行。
SELECT row, 'amount', CASE scale WHEN 0 THEN value ELSE rtrim(rtrim(decimal_text(value, 6, 6), '0'), '.') END, 'declared', cell
FROM given
WHERE row IN ('proactive_total', 'hot_topics', 'press_conferences', 'press_conferences_led', 'interviews', 'interviews_led', 'social_responses',
              'other_responses', 'offices', 'reading_points', 'staff_full', 'staff_part', 'budget', 'meetings')
   -- 没有渠道发布、政策解读、监督保障的记录，而申报了的
   OR (row IN ('gazette', 'website', 'weibo', 'wechat', 'other_channel') AND NOT EXISTS (SELECT 1 FROM channels WHERE agency = :agency AND year = :year))
   OR (row = 'interpretations' AND NOT EXISTS (SELECT 1 FROM interpretations WHERE agency = :agency AND published BETWEEN :first AND :close))
   OR (row IN ('complaints', 'courses', 'trainees') AND NOT EXISTS (SELECT 1 FROM supervision WHERE agency = :agency AND year = :year))
