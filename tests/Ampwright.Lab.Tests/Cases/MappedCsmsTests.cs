using System.Text.Json.Nodes;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Tests.Operation;
using Ampwright.Lab.Tests.Peers;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Cases;

/// <summary>Cases on a CSMS whose desk is an HTTP API that a mapping file describes, in real time.</summary>
public sealed class MappedCsmsTests
{
    private const string File = """
        { "command": { "url": "DESK/send/{action}", "body": "{payload}" },
          "addTag": { "url": "DESK/tags/{tag}", "method": "PUT", "body": "{\"status\":\"{status}\",\"parent\":\"{parent}\"}" },
          "transaction": { "url": "DESK/records/Transaction/{key}", "values": { "connectorId": "$.connectorId", "idTag": "$.idTag", "stopReason": "$.stopReason" } },
          "reservation": { "url": "DESK/records/Reservation/{key}", "values": { "status": "$.status" } } }
        """;

    [Theory]
    [InlineData("TC_010_CSMS")]
    [InlineData("TC_012_CSMS")]
    [InlineData("TC_051_CSMS")]
    public async Task A_CSMS_is_worked_by_a_mapping_file_alone(string id) => Assert.Equal(Verdict.Pass, (await RunAsync(id, Lie.None)).Verdict);

    [Fact]
    public async Task What_it_does_not_keep_is_found_by_reading_back()
    {
        var result = await RunAsync("TC_003_CSMS", Lie.Behaves("stores-nothing"));
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Contains("reads Transaction", result.Step);
    }

    private static async Task<CaseResult> RunAsync(string id, Lie lie)
    {
        await using var desk = await Desk.OpenAsync();
        using var http = new HttpClient();
        return await Task.Run(() => LabLoop.Run(async () =>
        {
            var lab = SynchronizationContext.Current!;
            var time = TimeProvider.System;
            var settings = new RunSettings { Tolerances = new Tolerances { ReadBack = 0.3 } };
            var model = new ModelCsms(time, settings, new Pass(0), lie);
            desk.Answer = (asked, body) => OnTheLabsThread(lab, () => AnswerAsync(model, asked, body));
            var bench = new CsmsBench(
                time, new RunTrace(time, file: null), settings, Revision.R2025_11, new HashSet<string>(),
                new CsmsMappingOperator(desk.Mapping(http, File, CsmsMappingOperator.Names), "LAB-1"), model);
            model.Lab = bench;
            await CsmsSession.PrepareAsync(bench);
            model.Lies = true;
            return await CsmsCases.RunAsync(Lab.Catalogue.CaseCatalogue.All.Single(row => row.Id == id), bench);
        }));
    }

    private static Task<(int, string)> OnTheLabsThread(SynchronizationContext lab, Func<Task<(int, string)>> work)
    {
        var done = new TaskCompletionSource<(int, string)>();
        async Task WorkAsync()
        {
            try
            {
                done.SetResult(await work());
            }
            catch (Exception broken)
            {
                done.SetException(broken);
            }
        }

        lab.Post(state => _ = WorkAsync(), null);
        return done.Task;
    }

    private static async Task<(int Code, string Body)> AnswerAsync(ModelCsms model, string asked, string body)
    {
        var words = asked.Split(' ', '/');
        switch (words[2])
        {
            case "send":
                await model.SendAsync(words[3], JsonNode.Parse(body)!.AsObject());
                return (202, "");
            case "tags":
                var tag = JsonNode.Parse(body)!;
                await model.AddTagAsync(words[3], $"{tag["status"]}", $"{tag["parent"]}" is { Length: > 0 } parent ? parent : null);
                return (204, "");
            default:
                return model.Shown(Enum.Parse<CsmsRecord>(words[3]), words[4]) is { } kept ? (200, kept.ToJsonString()) : (404, "");
        }
    }
}
