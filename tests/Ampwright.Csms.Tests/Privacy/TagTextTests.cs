using Ampwright.Csms.Privacy;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Privacy;

[Once]
public sealed class TagTextTests
{
    [Theory]
    [InlineData("04A1B2C3", """[2,"1","Authorize",{"idTag":"04a1b2c3"}]""", """[2,"1","Authorize",{"idTag":"X"}]""")]
    [InlineData("1", """[2,"1","StartTransaction",{"connectorId":1,"idTag" : "1","meterStart":1}]""", """[2,"1","StartTransaction",{"connectorId":1,"idTag" : "X","meterStart":1}]""")]
    [InlineData("04A1B2C3", """{"change":{"data":"{\"stopIdTag\":\"04A1B2C3\"}"}}""", """{"change":{"data":"{\"stopIdTag\":\"X\"}"}}""")]
    [InlineData("A\"B\\C", """{"idTag":"A\u0022B\\C","parentIdTag":"A\"B\\C"}""", """{"idTag":"X","parentIdTag":"X"}""")]
    [InlineData("CARD", "the card was shown, CARDS were not, nor A-CARD7; CARD.", "the X was shown, CARDS were not, nor A-CARD7; X.")]
    [InlineData("ABC", "ABC is too short to be a word", "ABC is too short to be a word")]
    [InlineData("$1()", """{"idTag":"$1()"}""", """{"idTag":"X"}""")]
    public void A_tag_is_found_where_it_is_one_and_nowhere_else(string tag, string text, string expected)
    {
        Assert.Equal(expected, new TagText(tag).Replace(text, "X"));
        Assert.Equal(text != expected, new TagText(tag).IsIn(text));
    }
}
