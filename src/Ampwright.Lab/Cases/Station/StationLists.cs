using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station;

/// <summary>The local authorization list.</summary>
internal static class StationLists
{
    /// <summary>SendLocalList with one tag, Accepted for charging.</summary>
    public static Task<Answer> SendList(this StationRun s, int version, string type, string tag) => s.Call("SendLocalList", new
    {
        listVersion = version,
        updateType = type,
        localAuthorizationList = new[] { new { idTag = tag, idTagInfo = new { status = "Accepted" } } },
    });

    public static async Task ListVersionIs(this StationRun s, int version)
    {
        var answer = await s.Call("GetLocalListVersion", new { });
        answer.Must(answer.Frame.Number32("listVersion") == version, $"listVersion {version}");
    }
}
