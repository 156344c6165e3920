using Ampwright.Station.Simulation;
using Microsoft.AspNetCore.WebUtilities;

namespace Ampwright.Station.App.Control;

/// <summary>Turns what went wrong into a problem document (RFC 9457).</summary>
internal static class ControlProblems
{
    public static void UseControlProblems(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (ControlException failure)
            {
                await WriteAsync(context, failure.Status, failure.Message);
            }
            catch (SimulationRefusedException refused)
            {
                await WriteAsync(context, StatusCodes.Status409Conflict, refused.Message);
            }
            catch (BadHttpRequestException failure)
            {
                await WriteAsync(context, failure.StatusCode, failure.Message);
            }

            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed })
                await WriteAsync(context, context.Response.StatusCode, $"There is no {context.Request.Method} {context.Request.Path}.");
        });
    }

    private static Task WriteAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new { type = "about:blank", title = ReasonPhrases.GetReasonPhrase(status), status, detail },
            ControlJson.Options, "application/problem+json", context.RequestAborted);
    }
}
