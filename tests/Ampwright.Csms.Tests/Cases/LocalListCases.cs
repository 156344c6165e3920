using System.Text.Json;
using Ampwright.Csms.Tests.Actions;
using static Ampwright.Csms.Tests.Cases.TestTool;

namespace Ampwright.Csms.Tests.Cases;

/// <summary>LocalAuthListManagement.</summary>
public sealed class LocalListCases
{
    private const string Limits =
        """{"configurationKey":[{"key":"LocalAuthListEnabled","readonly":false,"value":"true"},{"key":"LocalAuthListMaxLength","readonly":true,"value":"100"},{"key":"SendLocalListMaxLength","readonly":true,"value":"10"},{"key":"SupportedFeatureProfiles","readonly":true,"value":"Core,LocalAuthListManagement"}]}""";

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task TC_042_1_CSMS_TC_042_2_CSMS_the_version_is_asked_for(int version)
    {
        await using var tool = await BootedAsync();
        await tool.CommandAsync("GetLocalListVersion", "{}", $$"""{"listVersion":{{version}}}""");
    }

    [Theory]
    [InlineData("NotSupported")]
    [InlineData("Failed")]
    public async Task TC_043_1_CSMS_TC_043_3_CSMS_a_full_list_is_refused(string status)
    {
        await using var tool = await BootedAsync();
        var asked = await tool.CommandAsync("SendLocalList", """{"listVersion":1,"updateType":"Full","localAuthorizationList":[{"idTag":"GOOD","idTagInfo":{"status":"Accepted"}}]}""", $$"""{"status":"{{status}}"}""", "Refused");
        Assert.Equal("Full", Text(asked, "updateType"));
        Assert.Equal(0, (await tool.GetAsync("stations/CP1/local-list/entries")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    [Observes("SendLocalList", "GetLocalListVersion")]
    public async Task TC_043_4_CSMS_TC_043_5_CSMS_a_full_list_and_then_one_tag_more()
    {
        await using var tool = await BootedAsync();
        Assert.Equal(200, (await tool.Csms.SendAsync("PATCH", "/api/v1/stations/CP1/local-list", """{"mode":"Automatic"}""")).Code);
        await tool.OperateAsync("stations/CP1/local-list/sync", null, "GetConfiguration", Limits);
        await tool.AnswerAsync("GetLocalListVersion", """{"listVersion":0}""");
        var full = await tool.AnswerAsync("SendLocalList", """{"status":"Accepted"}""");
        var version = full.GetProperty("listVersion").GetInt32();
        await tool.AnswerAsync("GetLocalListVersion", $$"""{"listVersion":{{version}}}""");
        Assert.Equal("Full", Text(full, "updateType"));
        Assert.Equal([Good, "SIBLING"], Tags(full));
        Assert.True(version > 0);

        // From here on by itself: an operator who adds a tag need not think of the lists.
        Assert.Equal(200, (await tool.Csms.SendAsync("PATCH", "/api/v1/stations/CP1", """{"noUnsolicitedCalls":false}""")).Code);
        Assert.Equal(201, (await tool.Csms.SendAsync("POST", "/api/v1/id-tags", """{"idTag":"MORE"}""")).Code);
        var more = await tool.AnswerAsync("SendLocalList", """{"status":"Accepted"}""");
        await tool.AnswerAsync("GetLocalListVersion", $$"""{"listVersion":{{more.GetProperty("listVersion").GetInt32()}}}""");
        Assert.Equal("Differential", Text(more, "updateType"));
        Assert.Equal(["MORE"], Tags(more));
        Assert.True(more.GetProperty("listVersion").GetInt32() > version);

        await TestKit.Eventually.HoldsAsync(async () => (await tool.GetAsync("stations/CP1/local-list/entries")).GetProperty("items").GetArrayLength() == 3, "three tags are on the list");
    }

    private static List<string> Tags(JsonElement update)
    {
        var entries = update.GetProperty("localAuthorizationList").EnumerateArray().ToList();
        Assert.All(entries, entry => Assert.Equal("Accepted", Text(entry.GetProperty("idTagInfo"), "status")));
        return [.. entries.Select(entry => Text(entry, "idTag")!).Order(StringComparer.Ordinal)];
    }
}
