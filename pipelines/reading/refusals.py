"""Why a whole file cannot be read, in the reader's words; each holds exactly one problem."""

from data.problems import Problem, Refusal


def refuse(rule: str, name: str, found: str, expected: str, remedy: str, sheet: str = "") -> Refusal:
    return Refusal([Problem(rule, "block", found, expected, remedy, file=name, sheet=sheet)])


def empty(name: str) -> Refusal:
    return refuse("file_empty", name, "文件是空的", "，应有表格内容", "请检查后重新导出")


def too_large(name: str, found: str, expected: str, sheet: str = "") -> Refusal:
    return refuse("file_too_large", name, found, expected, "请删去多余的行、列或拆成几个文件", sheet)


def bad_name(name: str) -> Refusal:
    return refuse("file_name", name, "文件名里有路径或看不见的字符", "，应只是文件名", "请改名后重新报送")


def encrypted(name: str) -> Refusal:
    return refuse("file_encrypted", name, "文件有密码", "，应为未加密的表格", "请在 Excel 或 WPS 中去掉打开密码后另存")


def is_page(name: str) -> Refusal:
    return refuse(
        "file_html",
        name,
        "内容是网页或 XML，只是扩展名像表格",
        "，应为 Excel 表格",
        "请用 Excel 或 WPS 打开后另存为 .xlsx",
    )


def unknown_kind(name: str, found: str) -> Refusal:
    return refuse("file_kind", name, found, "，应为 .xlsx、.xls 或 .csv 表格", "请另存为 .xlsx 后重新报送")


def broken(name: str) -> Refusal:
    return refuse("file_broken", name, "文件已损坏，打不开", "，应为完整的表格", "请用 Excel 或 WPS 打开确认后另存")


def links(name: str) -> Refusal:
    remedy = "请断开外部链接（数据—编辑链接—断开）后另存"
    return refuse("file_linked", name, "文件引用了别的工作簿", "，应只有本文件自己的数", remedy)


def embeds(name: str) -> Refusal:
    return refuse("file_embedded", name, "文件里嵌有别的文件或控件", "，应只有表格", "请删去嵌入的对象后另存")


def unreadable_text(name: str) -> Refusal:
    expected = "，应为 UTF-8、UTF-16 或 GB18030 编码的文字"
    return refuse("text_encoding", name, "文字编码无法识别", expected, "请另存为 .xlsx 或 UTF-8 编码的 .csv")


def no_sheets(name: str) -> Refusal:
    return refuse("no_sheets", name, "没有可见的工作表", "，应至少有一张", "请取消隐藏后重新报送")
