-- 规章、规范性文件：新制作 = 年内成文；新公开 = 年内公布且主动公开；对外公开总数 = 主动公开，到统计截止日仍未失效。
-- 失效日是废止日期；没有废止日期的，是有效期届满的次日。
WITH texts AS (
  SELECT CASE type WHEN code('document_types', 'GZ') THEN 'rules' ELSE 'normative' END AS row,
         made, published, proactive, coalesce(repealed, valid_until + 1) AS ended, no
  FROM documents
  WHERE agency = :agency AND made <= :close)
-- 单独一列前写加号：各段的列都没有类型，SQLite 就不会为合计逐行算出依据（docs/sql.md）。
SELECT +row AS row, 'made' AS col, 1 AS amount, 'documents' AS source, +no AS key FROM texts WHERE made >= :first
UNION ALL
SELECT +row, 'published', 1, 'documents', +no FROM texts WHERE proactive = 1 AND published BETWEEN :first AND :close
UNION ALL
SELECT +row, 'published_total', 1, 'documents', +no FROM texts WHERE proactive = 1 AND (ended IS NULL OR ended > :close)
UNION ALL
-- 按月汇报的处理决定以月初为日期。
SELECT CASE d.kind
         WHEN code('decision_kinds', 'XK') THEN 'licences'
         WHEN code('decision_kinds', 'QT') THEN 'services'
         WHEN code('decision_kinds', 'CF') THEN 'penalties'
         ELSE 'coercion'
       END,
       'decisions', d.n * d.amount, 'decisions', coalesce(d.doc_no, '第' || d.line || '行')
FROM decision_shapes(:agency) AS d
WHERE coalesce(d.decided, d.month) BETWEEN :first AND :close
UNION ALL
SELECT CASE kind
         WHEN code('item_kinds', 'XK') THEN 'licences'
         WHEN code('item_kinds', 'QT') THEN 'services'
         WHEN code('item_kinds', 'CF') THEN 'penalties'
         WHEN code('item_kinds', 'QZ') THEN 'coercion'
         ELSE 'fees'
       END,
       +what.column1, CASE what.column1 WHEN 'items_before' THEN items_before ELSE items_change END, 'items', label_text('item_kinds', kind)
FROM items CROSS JOIN (VALUES ('items_before'), ('items_change')) AS what
WHERE agency = :agency AND year = :year AND kind <> code('item_kinds', 'CG')
  AND CASE what.column1 WHEN 'items_before' THEN items_before ELSE items_change END IS NOT NULL
UNION ALL
SELECT 'procurement', 'items', +procurement_items, 'items', label_text('item_kinds', kind)
FROM items
WHERE agency = :agency AND year = :year AND kind = code('item_kinds', 'CG') AND procurement_items IS NOT NULL
UNION ALL
SELECT 'procurement', 'amount', decimal_text(procurement_amount, 6, procurement_amount_decimals), 'items', label_text('item_kinds', kind)
FROM items
WHERE agency = :agency AND year = :year AND kind = code('item_kinds', 'CG') AND procurement_amount IS NOT NULL
