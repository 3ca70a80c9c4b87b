-- 规章、规范性文件：制发 = 年内成文；废止 = 年内因任何原因失效；现行有效 = 已成文，到统计截止日仍未失效。
-- 失效日是废止日期；没有废止日期的，是有效期届满的次日。
WITH texts AS (
  SELECT CASE type WHEN code('document_types', 'GZ') THEN 'rules' ELSE 'normative' END AS row,
         made, coalesce(repealed, valid_until + 1) AS ended, no
  FROM documents
  WHERE agency = :agency AND made <= :close)
-- 单独一列前写加号：各段的列都没有类型，SQLite 就不会为合计逐行算出依据（docs/sql.md）。
SELECT +row AS row, 'made' AS col, 1 AS amount, 'documents' AS source, +no AS key FROM texts WHERE made >= :first
UNION ALL
SELECT +row, 'repealed', 1, 'documents', +no FROM texts WHERE ended BETWEEN :first AND :close
UNION ALL
SELECT +row, 'in_force', 1, 'documents', +no FROM texts WHERE ended IS NULL OR ended > :close
UNION ALL
-- 处理决定不论是否公开都计入。按月汇报的以月初为日期。
SELECT CASE d.kind
         WHEN code('decision_kinds', 'XK') THEN 'licences'
         WHEN code('decision_kinds', 'CF') THEN 'penalties'
         ELSE 'coercion'
       END,
       'decisions', d.n * d.amount, 'decisions', coalesce(d.doc_no, '第' || d.line || '行')
FROM decision_shapes(:agency) AS d
WHERE d.kind IN (code('decision_kinds', 'XK'), code('decision_kinds', 'CF'), code('decision_kinds', 'QZ'))
  AND coalesce(d.decided, d.month) BETWEEN :first AND :close
UNION ALL
SELECT 'fees', 'amount', decimal_text(amount, 6, amount_decimals), 'fees', +name
FROM fees
WHERE agency = :agency AND year = :year
