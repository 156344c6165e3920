using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;
using Dapper;
using Microsoft.AspNetCore.Routing;

namespace Ampwright.Csms.Tests.Access;

public sealed class AuditLogTests
{
    [Theory]
    [InlineData("UPDATE audit_log SET who = 'nobody'")]
    [InlineData("UPDATE audit_log SET detail = NULL WHERE sequence = 1")]
    [InlineData("DELETE FROM audit_log")]
    [InlineData("DELETE FROM audit_log WHERE sequence = 1")]
    public async Task Not_even_the_programs_own_connection_can_change_or_remove_a_line(string sql)
    {
        await using var store = new TestStore();
        await store.Database.WriteAsync(unit => AuditLog.Append(unit, Caller.Program, "station.register", "CP1", """{"a":1}"""));
        var before = await LinesAsync(store);

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => store.Database.WriteAsync(unit => { unit.Connection.Execute(sql); }));

        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        await store.Database.WriteAsync(unit => AuditLog.Append(unit, Caller.Program, "station.remove", "CP1"));
        Assert.Equal([.. before, "ampwright-csms station.remove CP1 "], await LinesAsync(store));
    }

    [Fact]
    public async Task No_route_does_anything_to_the_log_but_read_it()
    {
        await using var csms = await ServedCsms.StartAsync();
        var routes = csms.Routes.Where(route => route.RoutePattern.RawText!.Contains("audit", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.NotEmpty(routes);
        Assert.All(routes, route => Assert.Equal(["GET"], route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods));
    }

    [Fact]
    public async Task The_log_is_searched_by_who_what_and_when_and_exported_as_it_was_searched()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync("CP1");
        await csms.RegisterAsync("CP_2");
        await csms.SendAsync("PUT", "/api/v1/id-tags/T1", "{}");

        Assert.Equal(["CP_2", "CP1"], await SubjectsAsync("who=token:&action=station.reg"));
        Assert.Equal(["CP_2"], await SubjectsAsync("subject=cp_"));
        Assert.Empty(await SubjectsAsync("action=station.&until=2020-01-01T00:00:00Z"));
        Assert.Empty(await SubjectsAsync("who=account:nobody"));
        var table = (await csms.SendAsync("GET", "/api/v1/audit.csv?action=station.register&subject=CP1")).Text.TrimEnd().Split("\r\n");
        Assert.Equal("sequence,at,who,action,subject,detail", table[0]);
        Assert.Contains(",station.register,CP1,", Assert.Single(table[1..]), StringComparison.Ordinal);

        async Task<IEnumerable<string>> SubjectsAsync(string query) =>
            (await csms.SendAsync("GET", $"/api/v1/audit?{query}")).Json.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("subject").GetString()!);
    }

    private static async Task<List<string>> LinesAsync(TestStore store) => (await store.Database.ReadAsync(connection => AuditLog.List(connection, new AuditFilter(null, null, null, null, null), long.MaxValue, 100)))
        .AsEnumerable().Reverse().Select(line => $"{line.Who} {line.Action} {line.Subject} {line.Detail}".Replace("program:", "", StringComparison.Ordinal)).ToList();
}
