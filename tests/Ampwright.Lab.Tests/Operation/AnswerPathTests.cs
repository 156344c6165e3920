using System.Text.Json;
using Ampwright.Lab.Operation;

namespace Ampwright.Lab.Tests.Operation;

public sealed class AnswerPathTests
{
    private const string Answer = """
        { "items": [
            { "id": 7, "state": "ended", "stop": { "reason": "Remote", "at": null }, "odd name": true },
            { "id": "8", "state": "running", "tags": ["A", "B"] } ],
          "count": 2 }
        """;

    [Theory]
    [InlineData("$.count", "2")]
    [InlineData("$.items[0].stop.reason", "Remote")]
    [InlineData("$.items[-1].state", "running")]
    [InlineData("$.items[*].state", "ended,running")]
    [InlineData("$.items[?@.id==7].state", "ended")]
    [InlineData("$.items[?@.id=='8'].state", "running")]
    [InlineData("$.items[?@.stop.reason==\"Remote\"].id", "7")]
    [InlineData("$.items[0]['odd name']", "true")]
    [InlineData("$.items[-1].tags[*]", "A,B")]
    [InlineData("$.items[0].stop.at", "")]
    [InlineData("$.items[2].state", "")]
    [InlineData("$.items[-3].state", "")]
    [InlineData("$.nothing.at.all", "")]
    [InlineData("$.count.of[0]", "")]
    [InlineData("$", "")]
    public void A_path_leads_to_the_texts_that_stand_there(string path, string texts)
    {
        Assert.Null(AnswerPath.Wrong(path));
        Assert.Equal(texts, string.Join(',', AnswerPath.Select(JsonElement.Parse(Answer), path)));
    }

    [Theory]
    [InlineData("items[0]")]
    [InlineData("$items")]
    [InlineData("$..id")]
    [InlineData("$.items[?@.id>7]")]
    [InlineData("$.items[0")]
    public void What_is_no_path_is_told(string path) => Assert.Contains("is no path", AnswerPath.Wrong(path));
}
