/* Texts that identify a person, in all their spellings, and texts that only look so. Every number is invented. */
#include "ledger/values/personal.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct schema *schema;

static struct slice of(const char *s) { return (struct slice){s, strlen(s)}; }

/* 身份证号!、座机号?: the kinds found, and whether the program is sure. */
static const char *found(struct text *out, const struct personal_scope *scope, const char *text)
{
    struct personal_marks marks = {0};
    personal_scan(scope, text, &marks);
    text_clear(out);
    for (size_t i = 0; i < marks.n; i++) text_printf(out, "%s%s%s", i ? " " : "", marks.list[i].kind, marks.list[i].sure ? "" : "?");
    personal_marks_release(&marks);
    return text_get(out);
}

struct example { const char *text, *found; };

static void holds(const struct personal_scope *scope, const struct example *all, size_t n)
{
    struct text got = {0};
    size_t failed = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(found(&got, scope, all[i].text), all[i].found)) print_error("“%s”: %s, not %s\n", all[i].text, text_get(&got), all[i].found), failed++;
    text_release(&got);
    assert_int_equal(failed, 0);
}
#define HOLDS(scope, ...) holds(&(scope), (const struct example[]){__VA_ARGS__}, sizeof(const struct example[]){__VA_ARGS__} / sizeof(struct example))

static const char *own = "江州市清河县农业农村局\n江州市清河县城关镇兴农路8号\n0789-6551020；13700137000\n339500\nnyj@163.com";

static void numbers(void **state)
{
    (void)state;
    const struct personal_scope scope = {schema, NULL, own};
    HOLDS(scope, {"11010519491231002X", "身份证号"}, {"身份证１１０１０５１９４９１２３１００２Ｘ号", "身份证号"}, {"110105 19491231 002X", "身份证号"},
          {"110105，19491231，002X", "身份证号"}, {"申请人（110105194912310021）", "身份证号"}, {"440304201405061237", "身份证号"}, {"110105491231002", "身份证号"},
          {"身份证号：110105491231002。", "身份证号"}, {"110105********0021", "身份证号"}, {"1101051949＊＊＊＊002X", "身份证号"}, {"110***********0021", "身份证号"},
          {"110105194912××××21", "身份证号"}, {"110105●●●●●●●●0021", "身份证号"}, {"110105XXXXXXXX0021", "身份证号"}, {"110105********", "身份证号"},
          {"1101**1949**31002X", "身份证号"}, {"一一〇一〇五一九四九一二三一〇〇二一", "身份证号"}, {"①①⓪①⓪⑤①⑨④⑨①②③①⓪⓪②①", "身份证号"});
    HOLDS(scope, {"13812345678", "手机号"}, {"138,1234,5678", "手机号"}, {"138，1234，5678", "手机号"}, {"138…1234…5678", "手机号"}, {"138……1234……5678", "手机号"},
          {"138 1234 5678", "手机号"}, {"138-1234-5678", "手机号"}, {"138 - 1234 - 5678", "手机号"}, {"138/1234/5678", "手机号"}, {"138、1234、5678", "手机号"}, {"138_1234_5678", "手机号"}, {"138ー1234ー5678", "手机号"},
          {"１３８１２３４５６７８", "手机号"}, {"一三八一二三四五六七八", "手机号"}, {"幺三八幺二三四五六七八", "手机号"}, {"一三八，一二三四，五六七八", "手机号"}, {"壹叁捌壹贰叁肆伍陆柒捌", "手机号"},
          {"①③⑧①②③④⑤⑥⑦⑧", "手机号"}, {"❶❸❽❶❷❸❹❺❻❼❽", "手机号"}, {"1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "手机号"}, {"1\u200B3812345678", "手机号"}, {"𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "手机号"},
          {"张三13812345678", "手机号"}, {"13812345678一直无人接听", "手机号"}, {"李四13812345678二次来电", "手机号"}, {"一三八12345678", "手机号"}, {"在第三1234567890件", ""},
          {"+86 13812345678", "手机号"}, {"138****5678", "手机号"}, {"138＊＊＊＊5678", "手机号"}, {"138XXXX5678", "手机号"}, {"电话13812345678、13987654321。", "手机号 手机号"},
          {"13700137000", ""}, {"6222021001116245702", "银行卡号"});
}

static void others(void **state)
{
    (void)state;
    const struct personal_scope scope = {schema, NULL, own};
    HOLDS(scope, {"护照E12345678", "护照号"}, {"持Ｇ１２３４５６７８号护照", "护照号"}, {"EA1234567", "护照号"}, {"护照号码：P1234567", "护照号"}, {"护照E1234 5678", "护照号"}, {"H12345678", "往来港澳或台湾的通行证号"},
          {"台胞证12345678", "证件号"}, {"军官证号：南字第12345678号", "证件号"},
          {"残疾人证号11010519491231002143", "证件号"}, {"驾驶证档案编号330100123456", "证件号"}, {"香港身份证A123456(7)", "身份证号"}, {"美国护照 123456789", "护照号"});
    HOLDS(scope, {"手机号为1381234567", "手机号"}, {"手机138123456789", "手机号"}, {"手机1381234元", ""}, {"办理社保卡12345678张", "证件号?"}, {"社保卡持卡12345678人，", "证件号?"});
    HOLDS(scope, {"座机0371-12345678", "座机号"}, {"（0371）12345678", "座机号"}, {"010-12345678", "座机号"}, {"02112345678", "座机号"}, {"0371 1234 5678", "座机号"}, {"０３７１－１２３４５６７８", "座机号"},
          {"电话：65512345", "座机号"}, {"0789-6551020", ""}, {"（0789）6551020", ""}, {"电话6551020", ""}, {"传真：0789-6551021", "座机号?"}, {"申请人传真：0789-6551021", "座机号"},
          {"如有疑问，请与本局联系，电话：0789-6551022", "座机号?"},
          {"联系方式：88123456", "座机号"}, {"咨询专线0789-6551023", "座机号?"}, {"如有疑问，请联系政务公开科（电话：0789-6551024）", "座机号?"},
          {"（地址：江州市清河县城关镇兴农路8号，邮政编码：339500，联系电话：0789-6551020，电子邮箱：other@163.com）", "电子邮箱?"}, {"投诉邮箱other@163.com", "电子邮箱?"});
    HOLDS(scope, {"abc.def@qq.com", "电子邮箱"}, {"ａｂｃ＠１６３．ｃｏｍ", "电子邮箱"}, {"nyj@163.com", ""}, {"xxgk@qinghe.gov.cn", ""}, {"邮编：339500，邮箱：other@163.com", "电子邮箱?"},
          {"微信号：zhangsan_88", "微信号"}, {"微信：wxid-12345", "微信号"}, {"加微信abc12345", "微信号"}, {"wx：abc12345", "微信号"}, {"微信公众号：qinghenyj", ""}, {"QQ：12345678", "QQ号"}, {"QQ12345678", "QQ号"},
          {"京A·12345", "车牌号"}, {"豫AD12345", "车牌号"}, {"京AD·12345", "车牌号"}, {"川Ａ１２３４５", "车牌号"}, {"车牌号鲁B 8K123的车", "车牌号"});
    HOLDS(scope, {"家住清河县柳林镇11号", "住址"}, {"住址：江州市建设路13号2栋", "住址"}, {"家庭地址为柳林村", "住址"}, {"柳林村3组18号", "住址"}, {"柳林村三组十八号", "住址"}, {"翠湖小区3号楼2单元401室", "住址"},
          {"南门社区12栋503室", "住址"}, {"张某，住人民路12号", "住址"}, {"家住人民路12号的群众知道", "住址"}, {"家住大王村", "住址"});
}

/* A label of Latin letters is a word of its own, and what stands behind it is no stretch of a longer one. */
static void labels(void **state)
{
    (void)state;
    const struct personal_scope scope = {schema, NULL, own};
    HOLDS(scope, {"NWX-3型ABCDEF12", ""}, {"设备NWX-ABC1234", ""}, {"ｎｗｘ：abc12345", ""}, {"AB3WX-abc12345", ""}, {"VXLAN2025-1", ""}, {"VXWORKS-5", ""}, {"WXPAY-abc12345", ""},
          {"增加VOCs-2025监测点", ""}, {"AQQ12345678", ""}, {"QQMAIL 12345", ""}, {"MYWECHAT：abc12345", ""}, {"QQ号1234567890123456", ""}, {"电话12345678901234号", ""});
    HOLDS(scope, {"wx：abc12345", "微信号"}, {"VX abc12345", "微信号"}, {"加V：abc12345", "微信号"}, {"微信wxid_ab12cd34ef", "微信号"}, {"wxid_ab12cd34ef", "微信号"}, {"WeChat: abc12345", "微信号"},
          {"13800138000wx：abc12345", "手机号 微信号"}, {"（qq12345678）", "QQ号"}, {"ABC，QQ 12345678", "QQ号"}, {"微信ID abc12345", "微信号"},
          {"WeChatID：abc12345", "微信号"}, {"WXID：abc12345", "微信号"}, {"vxid abc12345", "微信号"}, {"QQID：12345678", "QQ号"}, {"QQ：54321", "QQ号"});
    HOLDS(scope, {"微信、QQ、12345热线", ""}, {"QQ、１２３４５热线", ""}, {"QQ 6712345", "QQ号"});
    HOLDS(scope, {"身份证号11010519491231002123", "身份证号"}, {"手机861381234567", "手机号"}, {"卡号6222021001116245702123", "银行账号"});
}

/* What stands behind a label without a break: an id of a letter and a figure, and words of the trade that begin with the same letters. */
static void glued(void **state)
{
    (void)state;
    const struct personal_scope scope = {schema, NULL, own};
    HOLDS(scope, {"加vzhangsan1", "微信号"}, {"请加Vabc12345联系", "微信号"}, {"加Vzhangsan", "微信号"}, {"添加ＶＸabc12345", "微信号"}, {"加微zhangsan1", "微信号"}, {"wxzhangsan99", "微信号"}, {"wechatzhangsan1", "微信号"},
          {"VXzhangsan88", "微信号"}, {"申请人（Wxzhang_san99）", "微信号"}, {"加VXzhangsan88", "微信号"}, {"微信IDzhangsan1", "微信号"}, {"wxidzhangsan1", "微信号"});
    HOLDS(scope, {"VXLAN2025-1", ""}, {"VXWORKS-2025", ""}, {"WXPAY", ""}, {"WXPAY-abc12345", ""}, {"WeChatPay-2025", ""}, {"NWXzhangsan99", ""}, {"VXFUNCTION", ""}, {"增加VMware2025虚拟机", ""}, {"加VXLAN2025-1", ""},
          {"增加微型消防站23456", ""}, {"参加Vlog2025活动", ""}, {"VX-3", ""});
    HOLDS(scope, {"身份证11010519491231002XQQ12345678", "身份证号 QQ号"}, {"11010519491231002xwxzhangsan99", "身份证号 微信号"}, {"11010519491231002XE12345678", "身份证号 护照号"}, {"身份证号99010519491231003XQQ12345678", "身份证号 QQ号"},
          {"QQ12345678WXzhangsan99", "QQ号 微信号"}, {"VX87654321QQ12345678", "微信号 QQ号"}, {"京A12345QQ12345678", "车牌号 QQ号"}, {"微信zhangsan88888888QQ12345678", "微信号"}, {"E12345678QQ12345678", "护照号 QQ号"});
}

/* A QQ number or a telephone is a common name there. */
static void figures_only(void **state)
{
    (void)state;
    const struct personal_scope scope = {schema, NULL, own};
    HOLDS(scope, {"微信号12345678", "微信号"}, {"VX13800001", "微信号"}, {"微信：87654321", "微信号"}, {"加微 12345678", "微信号"}, {"加V12345678", "微信号"}, {"微信：54321", "微信号"}, {"微信号：13812345678", "微信号"}, {"微信８７６５４３２１", "微信号"});
    HOLDS(scope, {"微信：4321", ""}, {"微信号123456789012", ""}, {"微信公众号12345678", ""}, {"微信、12345热线", ""}, {"微信12388", ""}, {"VXLAN 12345678", ""}, {"微信视频号发布12345678", ""}, {"微信推送12345678", ""}, {"微信办件23456件", "微信号?"});
}

/* A number that does not prove itself, because a figure is wrong, is known by its label and blacked out to its end. */
static void groups(void **state)
{
    (void)state;
    static const char *const all[] = {"卡号6222 0212 3456 7890 123。", "卡号6222-0212-3456-7890-124。", "银行卡：622 202123 4567890 124。", "存折 62-2202-12345-67890-12。", "工资卡６２２２　０２１２　３４５６　７８９０　１２４。",
                                      "卡号6222·0212·3456·7890·124。", "卡号6222 0212 3456 7890 123 6222 0212 3456 7890 124。", "身份证号1101 0519 4912 3100 22。", "身份证号110105-1949-1231-003X。"};
    struct text out = {0};
    const struct personal_scope scope = {schema, NULL, own};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct personal_marks marks = {0};
        personal_scan(&scope, all[i], &marks);
        text_clear(&out);
        personal_black_out(all[i], &marks, &out);
        const char *black = strstr(text_get(&out), "■");
        while (black && !strncmp(black, "■", strlen("■"))) black += strlen("■");
        if (!black || strcmp(black, "。")) print_error("“%s”: %s\n", all[i], text_get(&out));
        assert_true(black && !strcmp(black, "。"));
        personal_marks_release(&marks);
    }
    text_release(&out);
    HOLDS(scope, {"办理银行卡、社保卡12345、23456、34567张", ""}, {"银行卡 | 1234 | 2345 | 3456 | 4567", ""}, {"卡号6222 0212 345", ""}, {"卡号：6222-0212-3456-7890-124、6222-0212-3456-7890-125", "银行账号 银行账号"}, {"办理身份证、护照12345、23456、34567件", ""});
}

/* Numbers, words and places that reports are full of and that identify no person. */
static void impersonal(void **state)
{
    (void)state;
    const struct personal_scope scope = {schema, NULL, own};
    static const char *const all[] = {
        "国办公开办函〔2021〕30号", "根据国务院令第711号", "统计期限自2025年1月1日起至2025年12月31日止", "20250101—20251231", "11369925007314088N", "统一社会信用代码913699250073000133",
        "12345政务服务便民热线受理123456件", "邮编：339500", "查阅场所：清河县城关镇兴农路8号1楼大厅", "市行政中心3号楼102室", "全年处理11398889件，金额13,812,345,678.00元", "13812.345678万元",
        "2021、2022、2023年分别为138、1234、5678件", "一、二、三、四、五、六、七、八、九、十", "二〇二五年十二月三十一日", "〔2025〕138号、1234号、5678号", "登记号369925202502035411",
        "受理编号NH-2025-001至NH-2025-138", "微信公众号发布2443条，QQ工作群3个，微信1234条", "政务微信12345条", "国药准字H20123456", "GB/T 2260", "公开率98.5%，同比增长12.3%", "投入1234.5678万元",
        "http://www.qinghe.gov.example/nyncj/art_38351_12345678.html", "粤ICP备05064591号", "苏A级景区5家", "100***", "3×4×5", "办理身份证1234567张、护照123456本、居住证1234567张", "人民路改造工程2号文件",
        "老旧小区改造12个，柳林村3组村民18户", "已建成3个单元楼共401套", "为居住在本县的外籍人员开通绿色通道", "为住在偏远乡村的老人上门办理", "方便居住在外地的群众到县医院", "京津冀", "桂林市", "0.371-1", "第0371号", "会议室在2号楼301室", "申请人申请公开人民路12号地块的批复", "●2025年●12月●31日",
        "第六十五条，第1款第2项", "2025年3月5日至2025年3月25日共15个工作日", "收到1380013件", "增加1 380 013 元",
        "微信、微博、Douyin等", "微信、WEIBO、Kuaishou", "微信端对接OpenAPI接口", "微信支付ABC12345接口", "微信WeChat平台", "参数WXID_APPSECRET", "编号WX-A2025001", "受理编号：WX2025001", "编号QQ-20250012号文", "微信Android版", "微信接入DeepSeek-R1", "微信推文12345余篇"};
    struct text got = {0};
    size_t failed = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (*found(&got, &scope, all[i])) print_error("“%s”: %s\n", all[i], text_get(&got)), failed++;
    text_release(&got);
    assert_int_equal(failed, 0);
}

/* What the office says of itself holds the whole number, and of numbers that begin alike only its own are dropped. */
static void own_numbers(void **state)
{
    (void)state;
    const struct personal_scope scope = {schema, NULL, "0789-6551020\n传真07896551021转8\n微信号abc12345；邮箱abc1234@163.com"};
    HOLDS(scope, {"电话0789-6551020、0789-6551021、0789-6551022", "座机号"}, {"座机（0789）6551021，电话6551020，电话6551029", "座机号"}, {"微信：abc1234", ""}, {"微信：abc12345", ""},
          {"微信：abc123456", "微信号"}, {"微信：bc123456", "微信号"}, {"abc1234@163.com，bc1234@163.com，xabc1234@163.com", "电子邮箱"},
          {"13700137000，0789-6551020，13700137000，0789-6551020", "手机号 手机号"});
    struct text many = {0};
    enum { MANY = 5000 };
    for (int i = 0; i < MANY; i++) text_printf(&many, "%s13%09d", i ? "、" : "", i);
    const struct personal_scope few = {schema, NULL, "13000000000 13000004999 13000002"};
    struct personal_marks marks = {0};
    personal_scan(&few, text_get(&many), &marks);
    assert_int_equal(marks.n, MANY - 2);
    personal_marks_release(&marks);
    text_release(&many);
}

/* The office has not given its own telephone, so the program cannot tell it from a person's. */
static void unknown_office(void **state)
{
    (void)state;
    const struct personal_scope scope = {schema, NULL, "清河县农业农村局"};
    HOLDS(scope, {"联系电话：0371-12345678", "座机号?"}, {"申请人电话：0371-12345678", "座机号"}, {"邮箱abc@163.com", "电子邮箱?"}, {"13812345678", "手机号"});
}

/* A count or an amount may look like a telephone number: the program asks the office to look, and blacks out nothing. */
static void counted(void **state)
{
    (void)state;
    const struct personal_scope scope = {schema, NULL, own};
    HOLDS(scope, {"采购金额13812345678元", "手机号?"}, {"采购金额13812345678.50元", "手机号?"}, {"采购金额１３８１２３４５６７８万元", "手机号?"}, {"浏览13812345678次，", "手机号?"},
          {"独立访客13812345678人次", "手机号?"}, {"接听电话3456789次", "座机号?"}, {"电话回访1234567件", "座机号?"}, {"发放至银行卡123456789012元", "银行账号?"});
    HOLDS(scope, {"13812345678次日答复", "手机号"}, {"13812345678元旦来电", "手机号"}, {"13812345678", "手机号"}, {"13812345678.50", "手机号"}, {"138-1234-5678元", "手机号"}, {"13812345678件", "手机号"},
          {"电话65512345次日", "座机号"}, {"11010519491231002X元", "身份证号"}, {"110105194912310021元", "身份证号"}, {"6222021001116245702元", "银行卡号"});
}

static void names(void **state)
{
    (void)state;
    static const char *const cells[] = {"张建国", "王平", "高明", "欧阳若兰、赵小燕等3人", "李 铁", "周国华（委托代理人：孙志远）", "阿依古丽·买买提", "John Smith", "自然人", "某某", "刘某某", "匿名", "江州市禾丰种业有限公司",
                                        "申请人", "钱二女士", "公民", "—", "吴", "高峰", "大学生", "开发区"};
    struct intern *people = intern_new();
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) personal_learn_name(schema, people, of(cells[i]));
    const struct personal_scope scope = {schema, people, own};
    HOLDS(scope, {"申请人张建国要求公开。", "申请人姓名"}, {"张　建　国", "申请人姓名"}, {"王平的申请", "申请人姓名"}, {"佛山市高明区", "申请人姓名?"}, {"错开用电高峰期", "申请人姓名?"}, {"开发区的大学生", ""}, {"欧阳若兰、赵小燕", "申请人姓名 申请人姓名"}, {"李铁诉本局", "申请人姓名"},
          {"周国华委托孙志远", "申请人姓名 申请人姓名"}, {"阿依古丽买买提", "申请人姓名"}, {"JOHN SMITH", "申请人姓名"}, {"Johnson Smithers", ""}, {"钱二来访", "申请人姓名"},
          {"自然人申请3件，匿名1件，刘某某、某某公司，公民、法人", ""}, {"江州市禾丰种业有限公司", ""}, {"张建立、王国", ""});
    intern_free(people);
}

static void blackened(void **state)
{
    (void)state;
    struct intern *people = intern_new();
    struct personal_marks marks = {0};
    struct text out = {0}, kinds = {0};
    personal_learn_name(schema, people, of("张建国"));
    personal_learn_name(schema, people, of("高明"));
    const struct personal_scope scope = {schema, people, own};
    static const char text[] = "高明区的张建国（138-1234-5678，110105********0021）来电0789-6551020。";
    personal_scan(&scope, text, &marks);
    personal_black_out(text, &marks, &out);
    assert_string_equal(text_get(&out), "高明区的■■■（■■■■■■■■■■■■■，■■■■■■■■■■■■■■■■■■）来电0789-6551020。");
    assert_true(personal_kinds(&marks, true, &kinds));
    assert_string_equal(text_get(&kinds), "申请人姓名、手机号、身份证号");
    personal_marks_release(&marks);
    text_release(&out);
    text_release(&kinds);
    intern_free(people);
}

int main(void)
{
    struct diag diag;
    if (!schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag)) return print_error("%s\n", diag.text), 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers), cmocka_unit_test(others), cmocka_unit_test(labels), cmocka_unit_test(glued), cmocka_unit_test(figures_only), cmocka_unit_test(groups), cmocka_unit_test(own_numbers), cmocka_unit_test(impersonal), cmocka_unit_test(unknown_office), cmocka_unit_test(counted), cmocka_unit_test(names), cmocka_unit_test(blackened),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    schema_free(schema);
    return failed;
}
