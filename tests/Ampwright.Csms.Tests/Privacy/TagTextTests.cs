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
    [InlineData("04A1B2C3", """{"frame":"{\u0022idTag\u0022:\u002204A1B2C3\u0022}"}""", """{"frame":"{\u0022idTag\u0022:\u0022X\u0022}"}""")]
    [InlineData("7", """{"frame":"{\u0022idTag\u0022: \u00227\u0022,\u0022n\u0022:7}"}""", """{"frame":"{\u0022idTag\u0022: \u0022X\u0022,\u0022n\u0022:7}"}""")]
    [InlineData("04A1B2C3", """{"detail":"was\n04A1B2C3\nhere, and n04A1B2C3 not"}""", """{"detail":"was\nX\nhere, and n04A1B2C3 not"}""")]
    [InlineData("CARD", "the card was shown, CARDS were not, nor A-CARD7; CARD.", "the X was shown, CARDS were not, nor A-CARD7; X.")]
    [InlineData("ABC", "ABC is too short to be a word", "ABC is too short to be a word")]
    [InlineData("$1()", """{"idTag":"$1()"}""", """{"idTag":"X"}""")]
    public void A_tag_is_found_where_it_is_one_and_nowhere_else(string tag, string text, string expected)
    {
        Assert.Equal(expected, new TagText(tag).Replace(text, "X"));
        Assert.Equal(text != expected, new TagText(tag).IsIn(text));
    }
}
