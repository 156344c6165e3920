using Ampwright.Lab.Operation;

namespace Ampwright.Lab.Tests.Operation;

public sealed class OperatorTests
{
    [Fact]
    public async Task A_person_is_told_what_to_do_and_Enter_says_done()
    {
        var terminal = new StringWriter();
        await new PromptOperator(new Prompt(new StringReader("\n"), terminal, TimeProvider.System, TimeSpan.FromMinutes(1))).DoAsync(StationAction.Plug, 2, null);
        Assert.Contains("plug the cable in at connector 2", terminal.ToString());
    }

    [Theory]
    [InlineData("the cable is stuck\n", "the cable is stuck")]
    [InlineData("", "nobody at the terminal")]
    public async Task What_a_person_cannot_do_is_told_with_the_reason(string answer, string named)
    {
        var asked = new PromptOperator(new Prompt(new StringReader(answer), new StringWriter(), TimeProvider.System, TimeSpan.FromMinutes(1)));
        var refused = await Assert.ThrowsAsync<OperatorException>(() => asked.DoAsync(StationAction.CutPower, 0, null));
        Assert.Contains(named, refused.Message);
    }

    [Fact]
    public async Task A_mapping_turns_an_action_into_the_request_of_a_rig()
    {
        var rig = new Rig();
        using var http = new HttpClient(rig);
        var mapping = new Dictionary<StationAction, MappedRequest>
        {
            [StationAction.Present] = new("http://rig/reader/{connector}?tag={tag}", "PUT", "{\"tag\":\"{tag}\"}", Headers: new Dictionary<string, string> { ["X-Key"] = "k" }),
        };
        await new MappingOperator(http, mapping).DoAsync(StationAction.Present, 1, "A \"B\"");
        Assert.Equal("PUT http://rig/reader/1?tag=A%20%22B%22 {\"tag\":\"A \\u0022B\\u0022\"} k", rig.Heard);
        var missing = await Assert.ThrowsAsync<OperatorException>(() => new MappingOperator(http, mapping).DoAsync(StationAction.Plug, 1, null));
        Assert.Contains("has no plug", missing.Message);
    }

    private sealed class Rig : HttpMessageHandler
    {
        public string Heard { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Heard = $"{request.Method} {request.RequestUri!.AbsoluteUri} {await request.Content!.ReadAsStringAsync(cancellationToken)} {request.Headers.GetValues("X-Key").Single()}";
            return new HttpResponseMessage();
        }
    }
}
