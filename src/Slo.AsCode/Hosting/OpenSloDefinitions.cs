namespace Slo.AsCode.Hosting;

/// <summary>Shows definitions as OpenSLO.</summary>
internal sealed class OpenSloDefinitions : ISloDefinitionWriter
{
    public string MediaType => "application/yaml";

    public string Write(SloObjective objective)
    {
        var text = OpenSloWriter.Write([objective], out IReadOnlyList<SloFinding> losses);
        return string.Concat(losses.Select(loss => $"# {loss.Code}: {SloText.OneLine(loss.Message, 400)}\n")) + text;
    }
}
