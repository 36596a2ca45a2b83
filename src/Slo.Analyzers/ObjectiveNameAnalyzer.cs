using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>SLO002: names of objectives at endpoints that no declaration of the same project bears.</summary>
/// <remarks>Silent as soon as names may come from elsewhere: from configuration, from a file, or computed.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ObjectiveNameAnalyzer : DiagnosticAnalyzer
{
    private const int NamesShown = 5;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ObjectiveName);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Objectives declared by generated code count as declared.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        ObjectiveNames names = new();
        context.RegisterOperationAction(call => AnalyzeCall((IInvocationOperation)call.Operation, names), OperationKind.Invocation);
        context.RegisterOperationAction(creation => AnalyzeCreation((IObjectCreationOperation)creation.Operation, names),
            OperationKind.ObjectCreation);
        context.RegisterSyntaxNodeAction(attribute => AnalyzeAttribute(attribute, names), SyntaxKind.Attribute);
        context.RegisterCompilationEndAction(end => Report(end, names));
    }

    private static void AnalyzeCall(IInvocationOperation call, ObjectiveNames names)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.Name == "WithSlo" && method.IsOurExtension())
        {
            foreach (SyntaxNode name in SyntaxOf(call.Arguments.Of("objectives")))
            {
                AddUses(name, call.SemanticModel!, names);
            }
        }
        else if (method.Name == "AddObjective" && (method.IsOurExtension() || method.IsIn("Slo.SloOptions")))
        {
            names.Declare(call.Arguments.Of("name")?.Value);
        }
        else if (method.IsOurExtension() && MayReadNames(method))
        {
            names.AddUnknown();
        }
    }

    // Names written one after the other make an array that is nowhere to be seen.
    private static IEnumerable<SyntaxNode> SyntaxOf(IArgumentOperation? objectives) => objectives switch
    {
        null => [],
        {
            ArgumentKind: ArgumentKind.ParamArray,
            Value: IArrayCreationOperation { Initializer: { } list }
        } => list.ElementValues.Select(name => name.Syntax),
        _ => [objectives.Syntax],
    };

    // AddSlo(section), builder.AddSlo() which reads the section "Slo", and whatever reads definitions from files.
    private static bool MayReadNames(IMethodSymbol method) =>
        method.Name.Contains("OpenSlo") || method.Name.Contains("File")
        || (method.Name == "AddSlo" && method.Parameters.Any(parameter => parameter.Type.Name is "IConfiguration" or "IConfigurationSection"
            || parameter.Type.Name is "WebApplicationBuilder" or "IHostApplicationBuilder" or "HostApplicationBuilder"));

    private static void AnalyzeCreation(IObjectCreationOperation creation, ObjectiveNames names)
    {
        if (creation.Type.Is("Slo.SloObjectiveBuilder"))
        {
            names.Declare(creation.Arguments.Of("name")?.Value);
        }
    }

    private static void AnalyzeAttribute(SyntaxNodeAnalysisContext context, ObjectiveNames names)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.ArgumentList is { } list
            && context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol is IMethodSymbol constructor
            && constructor.IsIn("Slo.SloAttribute"))
        {
            foreach (AttributeArgumentSyntax argument in list.Arguments)
            {
                AddUses(argument, context.SemanticModel, names);
            }
        }
    }

    // A name, or a list of names in any notation; nothing that computes.
    private static void AddUses(SyntaxNode node, SemanticModel model, ObjectiveNames names)
    {
        if (node is ExpressionSyntax expression && model.GetConstantValue(expression) is { HasValue: true, Value: string name })
        {
            names.Uses.Add((name, node.GetLocation()));
            return;
        }

        if (node is ArgumentSyntax or AttributeArgumentSyntax or ParenthesizedExpressionSyntax or InitializerExpressionSyntax
            or ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax
            || node.Kind().ToString() is "CollectionExpression" or "ExpressionElement")
        {
            foreach (SyntaxNode child in node.ChildNodes())
            {
                AddUses(child, model, names);
            }
        }
    }

    private static void Report(CompilationAnalysisContext context, ObjectiveNames names)
    {
        if (names.ComeFromElsewhere || names.Declared.IsEmpty)
        {
            return;
        }

        string[] declared = [.. names.Declared.Keys.OrderBy(name => name, StringComparer.Ordinal)];
        var shown = string.Join(", ", declared.Take(NamesShown).Select(name => $"'{name}'"))
            + (declared.Length > NamesShown ? $" and {declared.Length - NamesShown} more" : "");
        foreach ((string name, Location location) in names.Uses.Where(use => !names.Declared.ContainsKey(use.Name)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.ObjectiveName, location, name, shown));
        }
    }
}
