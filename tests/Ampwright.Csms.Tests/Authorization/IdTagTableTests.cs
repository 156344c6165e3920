using System.Net.Http.Headers;
using Ampwright.Csms.Api;
using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Authorization;

public sealed class IdTagTableTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49 170")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("'=already guarded")]
    [InlineData("''-twice")]
    [InlineData("'quoted")]
    [InlineData("plain, with \"quotes\"\nand a line")]
    [InlineData("")]
    public void A_cell_that_a_spreadsheet_would_run_is_neutralised_and_read_back_as_it_was(string value)
    {
        var cell = Csv.Cell(value);

        Assert.DoesNotContain(cell.TrimStart('"')[..Math.Min(1, cell.TrimStart('"').Length)], (string[])["=", "+", "-", "@", "\t", "\r"]);
        Assert.Equal(value, Csv.Read($"{cell},end").Single().Cells[0]);
    }

    [Fact]
    public async Task What_was_exported_is_imported_again_without_a_change_and_elsewhere_makes_the_same()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.SendAsync("POST", "/api/v1/drivers", """{"name":"Ann"}""");
        await csms.SendAsync("PUT", "/api/v1/id-tags/-DASH", """{"note":"=cmd|' /C calc'!A0","driver":1,"expiresAt":"2027-01-01T00:00:00Z","parentIdTag":"@P"}""");
        await csms.SendAsync("PUT", "/api/v1/id-tags/T1", """{"blocked":true,"note":"a, \"b\""}""");
        var table = await csms.SendAsync("GET", "/api/v1/id-tags.csv");

        Assert.Equal("text/csv", table.Type);
        Assert.Contains("'-DASH,'@P,", table.Text, StringComparison.Ordinal);
        Assert.Contains("'=cmd|", table.Text, StringComparison.Ordinal);
        var again = await ImportAsync(csms, table.Text, apply: true);
        Assert.Equal((0, 0, 2), (Number(again, "added"), Number(again, "changed"), Number(again, "unchanged")));
        var before = (await csms.SendAsync("GET", "/api/v1/id-tags")).Text;
        await csms.SendAsync("DELETE", "/api/v1/id-tags/-DASH");
        await csms.SendAsync("DELETE", "/api/v1/id-tags/T1");
        Assert.Equal(2, Number(await ImportAsync(csms, table.Text, apply: true), "added"));
        Assert.Equal(before, (await csms.SendAsync("GET", "/api/v1/id-tags")).Text);
    }

    [Fact]
    public async Task A_preview_names_every_fault_by_line_and_column_and_changes_nothing()
    {
        await using var csms = await ServedCsms.StartAsync();
        const string Table = """
            idTag,blocked,expiresAt,driver
            GOOD,true,,
            good,false,,
            ,perhaps,tomorrow,99
            A tag that is too long for it,,,
            SHORT,true
            """;

        var preview = await ImportAsync(csms, Table, apply: false);

        Assert.Equal((false, 1), (preview.Json.GetProperty("applied").GetBoolean(), Number(preview, "added")));
        Assert.Equal(
            ["3 idTag", "4 idTag", "4 blocked", "4 expiresAt", "4 driver", "5 idTag", "6 "],
            preview.Json.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("line").GetInt32()} {error.GetProperty("column").GetString()}"));
        (await ImportAsync(csms, Table, apply: true)).Problem(422);
        Assert.Equal(0, (await csms.SendAsync("GET", "/api/v1/id-tags")).Json.GetProperty("items").GetArrayLength());
        (await ImportAsync(csms, "colour\r\nred", apply: false)).Problem(422);
        (await ImportAsync(csms, "idTag\r\n\"open", apply: false)).Problem(422);
    }

    [Fact]
    public async Task A_column_that_is_left_out_stays_as_it_is_and_a_large_table_is_taken()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.SendAsync("PUT", "/api/v1/id-tags/T00001", """{"note":"kept","blocked":true}""");
        var table = "idTag,blocked\r\n" + string.Join("\r\n", Enumerable.Range(1, 5_000).Select(number => $"T{number:00000},false"));

        var done = await ImportAsync(csms, table, apply: true);

        Assert.Equal((4_999, 1), (Number(done, "added"), Number(done, "changed")));
        var kept = (await csms.SendAsync("GET", "/api/v1/id-tags/T00001")).Json;
        Assert.Equal(("kept", false), (kept.GetProperty("note").GetString(), kept.GetProperty("blocked").GetBoolean()));
    }

    private static Task<Answer> ImportAsync(ServedCsms csms, string table, bool apply) => csms.SendAsync(
        "POST", $"/api/v1/id-tags/import{(apply ? "?apply=true" : "")}", table,
        with: request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/csv"));

    private static int Number(Answer answer, string field)
    {
        Assert.True(answer.Code == 200, answer.Text);
        return answer.Json.GetProperty(field).GetInt32();
    }
}
