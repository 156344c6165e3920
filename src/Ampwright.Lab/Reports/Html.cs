using System.Net;
using System.Text;

namespace Ampwright.Lab.Reports;

/// <summary>Writes HTML; every text is encoded.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    public Html Raw(string html)
    {
        _text.Append(html).Append('\n');
        return this;
    }

    public Html Element(string name, string text, string? cssClass = null) =>
        Raw(cssClass is null ? $"<{name}>{Encode(text)}</{name}>" : $"<{name} class=\"{cssClass}\">{Encode(text)}</{name}>");

    public Html Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows, string cssClass = "")
    {
        Raw($"<table class=\"{cssClass}\">");
        if (head.Count > 0) Raw($"<thead><tr>{string.Concat(head.Select(cell => $"<th>{Encode(cell)}</th>"))}</tr></thead>");
        Raw("<tbody>");
        foreach (var row in rows) Raw($"<tr>{string.Concat(row.Select(Cell))}</tr>");
        return Raw("</tbody></table>");
    }

    public override string ToString() => _text.ToString();

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Cell(string text) =>
        text is "pass" or "fail" or "inconclusive" or "error" or "not tested" or "incomplete" ? $"<td class=\"{text.Replace(' ', '-')}\">{text}</td>" : $"<td>{Encode(text)}</td>";
}
